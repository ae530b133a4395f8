// SPDX-License-Identifier: Apache-2.0

package import Codes

/// One event on its way to one webhook, and what became of it.
package struct WebhookDelivery: Sendable, Hashable {
    /// How far it has come.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// It waits for its next attempt.
        case pending
        /// The webhook took it.
        case delivered
        /// It was given up.
        case failed
    }

    /// The event's id, which names the delivery among those of its webhook: `msg_` and 22 characters.
    package let id: String
    /// The event's row number, by which deliveries are ordered.
    package let event: Int64
    /// What the webhook is told of: an event's kind, or `webhook.test`.
    package let kind: String
    /// How far it has come.
    package let state: State
    /// How often it was tried.
    package let attempts: Int
    /// When the event happened.
    package let createdAt: Timestamp
    /// When it is tried next; nil where it is not.
    package let nextAttemptAt: Timestamp?
    /// The latest attempt; nil before the first.
    package let latest: Attempt?

    /// One attempt to deliver.
    package struct Attempt: Sendable, Hashable {
        /// When it began.
        package let at: Timestamp
        /// How long it took, in milliseconds.
        package let milliseconds: Int
        /// The status that the receiver answered with; nil where it did not answer.
        package let status: Int?
        /// Why it failed; nil where it did not.
        package let error: String?
        /// The beginning of the receiver's answer; nil where there was none.
        package let response: String?

        /// Makes an attempt.
        package init(at: Timestamp, milliseconds: Int, status: Int?, error: String?, response: String?) {
            self.at = at
            self.milliseconds = milliseconds
            self.status = status
            self.error = error
            self.response = response
        }
    }

    /// Makes a delivery from a store's row.
    package init(
        id: String,
        event: Int64,
        kind: String,
        state: State,
        attempts: Int,
        createdAt: Timestamp,
        nextAttemptAt: Timestamp?,
        latest: Attempt?,
    ) {
        self.id = id
        self.event = event
        self.kind = kind
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.nextAttemptAt = nextAttemptAt
        self.latest = latest
    }
}

/// An event with all that is known of it.
package struct QueuedEvent: Sendable, Hashable {
    /// What an event tells.
    package enum Content: Sendable, Hashable {
        /// The text of a JSON object.
        case data(String)
        /// A code as it was.
        case code(Code)
        /// Scans, in the order in which they were stored.
        case scans([RecordedScan])
    }

    /// What receivers tell events apart by.
    package let id: String
    /// What happened: an event's kind, or `webhook.test`.
    package let kind: String
    /// When it happened.
    package let createdAt: Timestamp
    /// What there is to know.
    package let content: Content

    /// Makes an event from a store's row.
    package init(id: String, kind: String, createdAt: Timestamp, content: Content) {
        self.id = id
        self.kind = kind
        self.createdAt = createdAt
        self.content = content
    }
}

/// A delivery whose next attempt is due.
package struct DueDelivery: Sendable, Hashable {
    /// The delivery's row number.
    package let number: Int64
    /// How often it was tried before.
    package let attempts: Int
    /// Where it goes.
    package let webhook: Webhook
    /// What is delivered.
    package let event: QueuedEvent

    /// Makes a delivery from a store's row.
    package init(number: Int64, attempts: Int, webhook: Webhook, event: QueuedEvent) {
        self.number = number
        self.attempts = attempts
        self.webhook = webhook
        self.event = event
    }
}

/// What follows from an attempt.
package enum DeliveryOutcome: Sendable, Hashable {
    /// The webhook took the event.
    case delivered
    /// It is tried again at that moment.
    case retry(Timestamp)
    /// It is given up.
    case failed
    /// It is given up, and the webhook is disabled for that reason.
    case disabled(String)
}
