// SPDX-License-Identifier: Apache-2.0

package import Codes
import Foundation

/// Takes what happened in an account, for the webhooks that asked to be told.
package protocol EventSink: Sendable {
    /// Queues an event for every webhook of the account that asked for its kind, durably.
    ///
    /// Costs a look-up where there is none. Codes and scans need no call: the store queues them itself. A store that
    /// makes the change too does both in one transaction instead.
    /// - Parameter event: what happened.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func publish(_ event: AccountEvent) async throws(StoreError)
}

/// Something that happened in an account.
package struct AccountEvent: Sendable, Hashable {
    /// Whose event it is.
    package let account: AccountID
    /// What happened.
    package let kind: EventKind
    /// What there is to know about it.
    package let data: [String: JSONValue]
    /// When it happened.
    package let at: Timestamp

    /// Makes an event.
    /// - Parameters:
    ///   - kind: what happened.
    ///   - account: whose event it is.
    ///   - data: what there is to know about it, under the names that the API uses.
    ///   - moment: when it happened.
    package init(_ kind: EventKind, of account: AccountID, data: [String: JSONValue], at moment: Timestamp) {
        self.account = account
        self.kind = kind
        self.data = data
        self.at = moment
    }

    /// ``data`` as the text of a JSON object.
    package var dataText: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard !data.isEmpty, let encoded = try? encoder.encode(data) else { return "{}" }
        return String(decoding: encoded, as: UTF8.self)
    }
}
