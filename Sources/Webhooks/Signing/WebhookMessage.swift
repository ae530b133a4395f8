// SPDX-License-Identifier: Apache-2.0

import Crypto
package import Codes
import Foundation
package import Store

/// What a webhook is sent: the envelope of an event, and the headers of Standard Webhooks 1.0.
package struct WebhookMessage: Sendable {
    /// What receivers tell messages apart by.
    package let id: String
    /// The body: `{"id", "type", "createdAt", "data"}`.
    package let body: [UInt8]

    /// Puts an event into its envelope.
    package init(_ event: QueuedEvent, data: some EventDataWriter) {
        id = event.id
        // Neither of these has a character that JSON escapes.
        let head = #"{"id":"\#(event.id)","type":"\#(event.kind)","createdAt":"\#(event.createdAt.iso8601)","data":"#
        body = Array(head.utf8) + data.data(of: event.content) + Array("}".utf8)
    }

    /// Takes a message as it is.
    init(id: String, body: [UInt8]) {
        self.id = id
        self.body = body
    }

    /// The headers that let the receiver check who sent the message, and when.
    /// - Parameters:
    ///   - moment: when it is sent.
    ///   - secrets: each gives a signature, so that a receiver may know the old or the new one while they change.
    /// - Returns: names and values.
    package func headers(at moment: Timestamp, secrets: [WebhookSecret]) -> [(String, String)] {
        let seconds = moment.milliseconds / 1_000
        let signatures = secrets.map { signature(at: seconds, by: $0) }
        return [
            ("Content-Type", "application/json"),
            ("webhook-id", id),
            ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    private func signature(at seconds: Int64, by secret: WebhookSecret) -> String {
        var hash = HMAC<SHA256>(key: SymmetricKey(data: secret.bytes))
        hash.update(data: Data("\(id).\(seconds).".utf8))
        hash.update(data: body)
        return "v1," + Data(hash.finalize()).base64EncodedString()
    }
}

/// Writes what an event tells in the words of the API.
package protocol EventDataWriter: Sendable {
    /// The text of a JSON object, in UTF-8.
    func data(of content: QueuedEvent.Content) -> [UInt8]
}
