// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Outbound
import Store
import Testing

@testable import Webhooks

@Suite("Delivering to webhooks")
struct WebhookDelivererTests {
    @Test("an event is sent once, signed, and noted with the beginning of the answer")
    func delivers() async throws {
        try await DeliveryFixture.run { fixture in
            let issued = try await fixture.webhook()
            await fixture.receiver.answer(.success(PostAnswer(status: 204, beginning: Array("thanks".utf8))))
            let code = try await fixture.addCode("one")
            let sent = try #require(await fixture.receiver.next())
            #expect(sent.url == "https://example.com/hook" && sent.body.contains(#""type":"qr.created""#))
            #expect(sent.headers["webhook-signature"]?.hasPrefix("v1,") == true)
            let log = try await fixture.log(of: issued.webhook) { $0.first?.state == .delivered }
            #expect(log.map(\.latest?.status) == [204] && log.map(\.latest?.response) == ["thanks"])
            #expect(sent.headers["webhook-id"] == log.first?.id && log.map(\.attempts) == [1])
            #expect(await fixture.receiver.sent.count == 1)
            #expect(code.version == 1)
        }
    }

    @Test("what failed is sent again when its pause is over, under the same id")
    func retries() async throws {
        try await DeliveryFixture.run { fixture in
            let issued = try await fixture.webhook()
            await fixture.receiver.answer(.failure(.unreachable))
            try await fixture.addCode("one")
            let first = try #require(await fixture.receiver.next())
            let waiting = try await fixture.log(of: issued.webhook) { $0.first?.attempts == 1 }
            #expect(waiting.map(\.state) == [.pending])
            #expect(waiting.first?.nextAttemptAt == fixture.clock.now.adding(.seconds(5)))
            await fixture.receiver.answer(.success(PostAnswer(status: 200)))
            fixture.clock.advance(by: .seconds(5))
            let second = try #require(await fixture.receiver.next())
            #expect(second.headers["webhook-id"] == first.headers["webhook-id"] && second.body == first.body)
            #expect(second.headers["webhook-timestamp"] != first.headers["webhook-timestamp"])
            let done = try await fixture.log(of: issued.webhook) { $0.first?.state == .delivered }
            #expect(done.map(\.attempts) == [2])
        }
    }

    @Test("410 disables the webhook, and nothing more is sent until its owner makes it active")
    func gone() async throws {
        try await DeliveryFixture.run { fixture in
            let issued = try await fixture.webhook()
            await fixture.receiver.answer(.success(PostAnswer(status: 410)))
            try await fixture.addCode("one")
            _ = await fixture.receiver.next()
            _ = try await fixture.log(of: issued.webhook) { $0.first?.state == .failed }
            let disabled = try await fixture.registry.webhook(issued.webhook.id, of: fixture.account.id)
            #expect(disabled.status == .disabled && disabled.reason?.contains("410") == true)
            let refusal = await #expect(throws: WebhookError.self) {
                try await fixture.registry.test(disabled.id, of: fixture.account.id)
            }
            guard case .inactive(.disabled) = refusal else {
                Issue.record("the test was not refused: \(String(describing: refusal))")
                return
            }
            await fixture.receiver.answer(.success(PostAnswer(status: 200)))
            let form = try WebhookForm(["status": .string("active")], rules: fixture.registry.rules, isNew: false)
            let active = try await fixture.registry.edit(disabled.id, of: fixture.account.id, form)
            #expect(active.status == .active && active.reason == nil)
            let test = try await fixture.registry.test(active.id, of: fixture.account.id)
            let sent = try #require(await fixture.receiver.next())
            #expect(sent.headers["webhook-id"] == test.id && sent.body.contains(#""type":"webhook.test""#))
        }
    }

    @Test("during the grace of a rotation both secrets sign, after it the new one alone")
    func rotation() async throws {
        try await DeliveryFixture.run { fixture in
            let issued = try await fixture.webhook()
            let (id, account) = (issued.webhook.id, fixture.account.id)
            let rotated = try await fixture.registry.rotate(id, of: account, grace: .seconds(60))
            #expect(rotated.secret != issued.secret)
            _ = try await fixture.registry.test(id, of: account)
            let both = try #require(await fixture.receiver.next())
            #expect(both.headers["webhook-signature"]?.split(separator: " ").count == 2)
            fixture.clock.advance(by: .seconds(60))
            _ = try await fixture.registry.test(id, of: account)
            let one = try #require(await fixture.receiver.next())
            #expect(one.headers["webhook-signature"]?.split(separator: " ").count == 1)
        }
    }

    @Test("a delivery is made again on demand, even to a webhook that rests from a failure")
    func resends() async throws {
        try await DeliveryFixture.run { fixture in
            let issued = try await fixture.webhook()
            await fixture.receiver.answer(.success(PostAnswer(status: 500)))
            try await fixture.addCode("one")
            let first = try #require(await fixture.receiver.next())
            _ = try await fixture.log(of: issued.webhook) { $0.first?.attempts == 1 }
            await fixture.receiver.answer(.success(PostAnswer(status: 200)))
            let webhook = try await fixture.registry.webhook(issued.webhook.id, of: fixture.account.id)
            let id = try #require(first.headers["webhook-id"])
            _ = try await fixture.registry.resend(id, of: webhook)
            let again = try #require(await fixture.receiver.next())
            #expect(again.headers["webhook-id"] == id)
            _ = try await fixture.log(of: webhook) { $0.first?.state == .delivered }
        }
    }

    @Test("a deliverer that begins goes on with what another left behind")
    func resumes() async throws {
        let store = try await DeliveryFixture.store()
        let first = try await DeliveryFixture(store: store)
        // It never runs: the program was killed.
        let issued = try await first.webhook()
        try await first.addCode("one")
        try await DeliveryFixture.run(store: store) { fixture in
            let sent = try #require(await fixture.receiver.next())
            #expect(sent.body.contains(#""type":"qr.created""#))
            _ = try await fixture.log(of: issued.webhook) { $0.first?.state == .delivered }
        }
    }

    @Test("a webhook that fails has one delivery at a time, and rests longer each time")
    func rests() throws {
        var board = DeliveryBoard()
        let now = Timestamp(milliseconds: 0)
        let event = QueuedEvent(id: "msg_1", kind: "qr.created", createdAt: now, content: .data("{}"))
        var webhook = Webhook.sample("wh_1", secret: "sealed")
        webhook.number = 7
        let delivery = DueDelivery(number: 1, attempts: 0, webhook: webhook, event: event)
        for (failures, seconds) in [1, 2, 4, 8, 16, 32, 60, 60].enumerated() {
            board.begin(delivery)
            #expect(board.count == 1)
            board.end(delivery, failed: true, at: now)
            #expect(board.count == 0 && board.busy == [7: [1]], "after \(failures + 1) failures")
            board.wake(at: now.adding(.milliseconds(seconds * 1_000 - 1)), hurried: [])
            #expect(board.busy == [7: [1]])
            board.wake(at: now.adding(.seconds(seconds)), hurried: [])
            #expect(board.busy.isEmpty)
        }
        board.begin(delivery)
        board.end(delivery, failed: true, at: now)
        board.wake(at: now, hurried: [7])
        #expect(board.busy.isEmpty)
    }
}
