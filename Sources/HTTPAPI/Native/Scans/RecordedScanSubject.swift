// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

/// Whose scans are read one by one.
package enum RecordedScanSubject: Sendable, Hashable {
    /// One code's, deleted or not.
    case code(CodeID)
    /// Those of all codes of the account.
    case account

    /// How often the store is asked again for one page: it looks at a bounded number of rows each time.
    private static let mostReads = 8

    /// One page.
    /// - Returns: nil where the account never had the code.
    func page(_ query: RecordedScanQuery, in store: any RecordedScanStore, of account: AccountID)
        async throws(StoreError) -> RecordedScanPage?
    {
        var query = query
        var scans: [RecordedScan] = []
        for _ in 0..<Self.mostReads {
            guard let page = try await part(query, in: store, of: account) else { return nil }
            scans += page.scans
            query.after = page.next
            query.limit -= page.scans.count
            guard query.limit > 0, query.after != nil else { break }
        }
        return RecordedScanPage(scans: scans, next: query.after)
    }

    private func part(_ query: RecordedScanQuery, in store: any RecordedScanStore, of account: AccountID)
        async throws(StoreError) -> RecordedScanPage?
    {
        switch self {
        case .code(let id): try await store.scans(query, ofCode: id, of: account)
        case .account: try await store.scans(query, of: account)
        }
    }

    /// The beginning of the name of a file: only characters that every file system takes.
    var fileName: String {
        switch self {
        case .code(let id): "scans-\(id.text)"
        case .account: "scans"
        }
    }
}
