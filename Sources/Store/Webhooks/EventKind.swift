// SPDX-License-Identifier: Apache-2.0

/// What an account can be told of.
package enum EventKind: String, CaseIterable, Sendable, Hashable {
    /// Codes were scanned; several scans in one event.
    case scanCreated = "scan.created"
    /// A code was made.
    case codeCreated = "qr.created"
    /// A code was edited.
    case codeUpdated = "qr.updated"
    /// A code was deleted.
    case codeDeleted = "qr.deleted"
    /// A bulk job has come to its end.
    case bulkCompleted = "bulk.completed"
    /// Three quarters of the month's renders are used.
    case quotaThreshold75 = "quota.threshold_75"
    /// All of the month's renders are used.
    case quotaThreshold100 = "quota.threshold_100"

    /// The kind's place in a set of kinds, as stores keep it; never given to another kind.
    package var bit: Int64 {
        switch self {
        case .scanCreated: 1 << 0
        case .codeCreated: 1 << 1
        case .codeUpdated: 1 << 2
        case .codeDeleted: 1 << 3
        case .bulkCompleted: 1 << 4
        case .quotaThreshold75: 1 << 5
        case .quotaThreshold100: 1 << 6
        }
    }

    /// The kinds of a set of bits; bits of kinds that this version does not know are passed over.
    package static func kinds(ofBits bits: Int64) -> Set<EventKind> { Set(allCases.filter { bits & $0.bit != 0 }) }
}

extension Set<EventKind> {
    /// The set as stores keep it.
    package var bits: Int64 { reduce(0) { $0 | $1.bit } }
}
