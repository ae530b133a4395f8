// SPDX-License-Identifier: Apache-2.0

package import Codes

/// An address that is told of events of an account.
package struct Webhook: Sendable, Hashable {
    /// Whether events are queued and sent.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// They are.
        case active
        /// Its owner has stopped it: nothing is queued, and what waits is kept.
        case paused
        /// It has failed for too long, or said that it is gone; otherwise as when paused.
        case disabled
    }

    /// The store's row number; 0 until it is stored.
    package var number: Int64 = 0
    /// What callers name it by: `wh_` and 16 characters.
    package let id: String
    /// Whose events it is told of.
    package let account: AccountID
    /// Where it is told of them.
    package var url: String
    /// A note of its owner's.
    package var description: String?
    /// What it asked to be told of; at least one kind.
    package var events: Set<EventKind>
    /// What messages are signed with, sealed.
    package var secret: String
    /// The secret before the latest rotation, sealed; nil where there was none.
    package var previousSecret: String?
    /// Until when messages are signed with the secret before too.
    package var previousSecretEnd: Timestamp?
    /// Whether it is told of events.
    package var status: Status
    /// Why it was disabled; nil while it is not.
    package var reason: String?
    /// When it was made.
    package let createdAt: Timestamp
    /// When its owner last changed it; its creation until then.
    package var updatedAt: Timestamp
    /// When it last took an event; nil while it took none.
    package var deliveredAt: Timestamp?
    /// Since when every attempt has failed; nil where the latest did not.
    package var failingSince: Timestamp?
    /// How many deliveries wait for an attempt.
    package var pending: Int = 0

    /// Makes an active webhook that is not stored yet.
    package init(
        id: String,
        account: AccountID,
        url: String,
        description: String?,
        events: Set<EventKind>,
        secret: String,
        createdAt: Timestamp,
    ) {
        self.id = id
        self.account = account
        self.url = url
        self.description = description
        self.events = events
        self.secret = secret
        self.status = .active
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }
}
