// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

extension CodeLibrary {
    /// Changes many codes in one transaction; each either takes the change or is left as it is.
    /// - Parameters:
    ///   - order: the change and the ids.
    ///   - account: the account that must own the codes.
    /// - Returns: for each id, in order, nil or the rule that refused it.
    /// - Throws: the store's failure; nothing was changed then.
    package func perform(_ order: BulkOrder, of account: Account) async throws(ManagementError) -> [CodeError?] {
        let known = order.ids.map { CodeID(reference: $0) }
        let edit = BulkEdit(order.operation, rules: rules)
        let outcomes = try await stored { () throws(StoreError) in
            try await store.update(known.compactMap(\.self), of: account.id) { (code) throws(CodeError) in
                try edit.apply(to: code)
            }
        }
        var rest = outcomes[...]
        var refusals: [CodeError?] = []
        for (id, known) in zip(order.ids, known) {
            let outcome = known == nil ? .notFound : rest.popFirst() ?? .notFound
            switch outcome {
            case .updated(let code):
                await invalidate(code.id)
                refusals.append(nil)
            case .refused(let error): refusals.append(error)
            case .notFound: refusals.append(.notFound(id))
            }
        }
        return refusals
    }
}
