// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@testable import Webhooks

@Suite("Messages of webhooks")
struct WebhookMessageTests {
    /// The published example of the standard, whose timestamp is 2024-11-15T21:12:01Z.
    private static let moment = Timestamp(milliseconds: 1_731_705_121_999)
    private static let body = #"{"event_type":"ping","data":{"success":true}}"#

    private func headers(_ secrets: [String]) -> [String: String] {
        let message = WebhookMessage(id: "msg_loFOjxBNrRLzqYUf", body: Array(Self.body.utf8))
        let pairs = message.headers(at: Self.moment, secrets: secrets.compactMap { WebhookSecret($0) })
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test("the signature of the published example is the published one")
    func publishedExample() {
        let headers = headers(["whsec_plJ3nmyCDGBKInavdOK15jsl"])
        #expect(headers["webhook-id"] == "msg_loFOjxBNrRLzqYUf")
        #expect(headers["webhook-timestamp"] == "1731705121")
        #expect(headers["webhook-signature"] == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")
        #expect(headers["Content-Type"] == "application/json")
    }

    @Test("while secrets change there is a signature by each, the new one first")
    func twoSecrets() {
        let fresh = WebhookSecret().text
        let signatures = headers([fresh, "whsec_plJ3nmyCDGBKInavdOK15jsl"])["webhook-signature"] ?? ""
        let parts = signatures.split(separator: " ")
        #expect(parts.count == 2 && parts[0] != parts[1])
        #expect(parts.last == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")
    }

    @Test("a made secret has 256 bits, and reads back from its text")
    func secrets() {
        let secret = WebhookSecret()
        #expect(secret.text.hasPrefix("whsec_") && secret.bytes.count == 32)
        #expect(WebhookSecret(secret.text) == secret)
        #expect(WebhookSecret() != secret)
        #expect(WebhookSecret("plJ3nmyCDGBKInavdOK15jsl") == nil && WebhookSecret("whsec_") == nil)
    }

    @Test("secrets are sealed for their webhook alone, and the one before signs until its end")
    func sealing() throws {
        let seal = SecretSeal(vault: Vault(secret: ServerSecret("a secret of sixteen bytes or more")))
        let (first, second) = (WebhookSecret(), WebhookSecret())
        var webhook = Webhook.sample("wh_1", secret: try #require(seal.seal(second, of: "wh_1")))
        #expect(seal.secrets(of: webhook, at: Self.moment) == [second])
        webhook.previousSecret = seal.seal(first, of: "wh_1")
        webhook.previousSecretEnd = Self.moment
        #expect(seal.secrets(of: webhook, at: Timestamp(milliseconds: 0)) == [second, first])
        #expect(seal.secrets(of: webhook, at: Self.moment) == [second])
        #expect(seal.secrets(of: .sample("wh_2", secret: webhook.secret), at: Self.moment).isEmpty)
        #expect(!webhook.secret.contains(second.text))
    }

    @Test("the envelope has the event's id, kind and moment, and the data as they were written")
    func envelope() {
        let event = QueuedEvent(id: "msg_1", kind: "qr.created", createdAt: Self.moment, content: .data("{}"))
        let message = WebhookMessage(event, data: PlainData())
        let text = #"{"id":"msg_1","type":"qr.created","createdAt":"2024-11-15T21:12:01.999Z","data":{}}"#
        #expect(String(decoding: message.body, as: UTF8.self) == text)
    }
}

/// Writes data that are texts already.
struct PlainData: EventDataWriter {
    func data(of content: QueuedEvent.Content) -> [UInt8] {
        if case .data(let text) = content { Array(text.utf8) } else { Array("{}".utf8) }
    }
}

extension Webhook {
    static func sample(_ id: String, url: String = "https://example.com/hook", secret: String) -> Webhook {
        Webhook(
            id: id,
            account: AccountID(1),
            url: url,
            description: nil,
            events: [.codeCreated],
            secret: secret,
            createdAt: Timestamp(milliseconds: 0),
        )
    }
}
