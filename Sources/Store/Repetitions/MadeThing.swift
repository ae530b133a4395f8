// SPDX-License-Identifier: Apache-2.0

package import Codes

/// What a request made: enough to find it again where its answer was lost.
package struct MadeThing: Sendable, Hashable {
    /// The kinds of things.
    package enum Kind: String, Sendable, Hashable {
        /// A code.
        case code
        /// Several codes, in the order of the request that made them.
        case codes
        /// A bulk job.
        case job
        /// A key.
        case key
        /// A webhook.
        case webhook
    }

    /// What sort of thing it is.
    package let kind: Kind
    /// Its id among those of its kind.
    package let id: String

    /// Names a thing.
    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// A code.
    package static func code(_ id: CodeID) -> MadeThing { MadeThing(.code, id.text) }

    /// The codes of a batch, at least one.
    package static func codes(_ ids: [CodeID]) -> MadeThing {
        ids.count == 1 ? .code(ids[0]) : MadeThing(.codes, ids.map(\.text).joined(separator: " "))
    }

    /// The ids of the codes that were made; none where it was something else.
    package var codeIDs: [CodeID] {
        switch kind {
        case .code, .codes: id.split(separator: " ").compactMap { CodeID(String($0)) }
        case .job, .key, .webhook: []
        }
    }

    /// A bulk job.
    package static func job(_ id: BulkJobID) -> MadeThing { MadeThing(.job, id.text) }

    /// A key, by the store's row number.
    package static func key(_ number: Int64) -> MadeThing { MadeThing(.key, String(number)) }

    /// A webhook.
    package static func webhook(_ id: String) -> MadeThing { MadeThing(.webhook, id) }

    /// The kind and the id, as they are stored.
    package var text: String { "\(kind.rawValue) \(id)" }

    /// Reads what was stored; nil for a kind that this version does not know.
    package init?(text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        self.init(kind, String(parts[1]))
    }
}
