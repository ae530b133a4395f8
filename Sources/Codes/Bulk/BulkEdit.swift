// SPDX-License-Identifier: Apache-2.0

/// One change that is asked of many codes at once.
///
/// It is checked against each code as it is at the moment of writing; a code that it cannot be made to is left as it is,
/// and says nothing about the others.
package struct BulkEdit: Sendable {
    /// What is to be changed.
    package enum Operation: Sendable, Hashable {
        /// Where the codes lead.
        case destination(Destination)
        /// Tags that the codes carry too from now on.
        case addTags([Tag])
        /// Tags that the codes carry no longer.
        case removeTags([Tag])
        /// The tags of the codes, in place of those they have.
        case setTags([Tag])
        /// Whether scans are sent on.
        case status(CodeStatus)
        /// Ends the codes for good.
        case delete
    }

    private let operation: Operation
    private let rules: CodeRules

    /// Makes a change.
    /// - Parameters:
    ///   - operation: what is to be changed.
    ///   - rules: what the changed codes have to keep to.
    package init(_ operation: Operation, rules: CodeRules) {
        self.operation = operation
        self.rules = rules
    }

    /// The code after the change.
    /// - Throws: ``CodeError/locked(_:)``, or ``CodeError/invalid(_:)`` where this code cannot be changed so.
    package func apply(to code: Code) throws(CodeError) -> Code {
        var changed = code
        switch operation {
        case .destination(let destination):
            let fields: [String: JSONValue] = ["destination": .string(destination.text)]
            return try CodeEdit(fields: fields, form: .destination, expectedVersion: nil, rules: rules).apply(to: code)
        case .addTags(let tags):
            changed.settings.tags += tags.filter { !code.settings.tags.contains($0) }
            let count = changed.settings.tags.count
            guard count <= Tag.maximumCount else {
                throw .invalid("/tags", "the code would have \(count) tags; at most \(Tag.maximumCount) are allowed")
            }
        case .removeTags(let tags): changed.settings.tags.removeAll(where: tags.contains)
        case .setTags(let tags): changed.settings.tags = tags
        case .status(let status): changed.settings.status = status
        case .delete:
            try code.checkDeletion()
            return code.deleted(at: rules.clock())
        }
        return changed.edited(at: rules.clock(), from: code)
    }
}

extension Code {
    /// The code with the moment of its edit; as it was before, where nothing was changed.
    func edited(at moment: Timestamp, from code: Code) -> Code {
        guard self != code else { return code }
        var edited = self
        edited.updatedAt = max(moment, code.updatedAt)
        return edited
    }

    /// The code as it is once it has been deleted; a clock that was set back does not make that older than the code.
    package func deleted(at moment: Timestamp) -> Code {
        var code = self
        code.updatedAt = max(moment, updatedAt)
        code.deletedAt = code.updatedAt
        return code
    }
}
