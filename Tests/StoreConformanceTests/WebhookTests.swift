// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Webhooks in a store")
struct WebhookTests {
    @Test("a webhook is found in its account alone, changed, and deleted", arguments: Backend.allCases)
    func keeping(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let webhook = try await store.webhook("wh_1", of: account, [.codeCreated, .scanCreated])
            #expect(try await store.webhooks(of: account.id) == [webhook])
            #expect(try await store.webhook("wh_1", of: account.id) == webhook)
            let other = try await store.account("other")
            #expect(try await store.webhook("wh_1", of: other.id) == nil)
            #expect(try await store.updateWebhook("wh_1", of: other.id) { $0.url = "" } == nil)
            let changed = try await store.updateWebhook("wh_1", of: account.id) { webhook in
                webhook.url = "https://example.com/other"
                webhook.status = .paused
                webhook.previousSecret = "before"
                webhook.previousSecretEnd = morning + hour
            }
            #expect(changed?.url == "https://example.com/other" && changed?.status == .paused)
            #expect(changed?.previousSecret == "before" && changed?.previousSecretEnd == morning + hour)
            #expect(try await !store.hasActiveWebhooks())
            #expect(try await !store.deleteWebhook("wh_1", of: other.id))
            #expect(try await store.deleteWebhook("wh_1", of: account.id))
            #expect(try await store.webhooks(of: account.id).isEmpty)
            #expect(try await !store.deleteWebhook("wh_1", of: account.id))
        }
    }

    @Test("an account has so many webhooks and no more", arguments: Backend.allCases)
    func limit(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.webhook("wh_1", of: account, [.codeCreated])
            let second = Webhook.sample("wh_2", of: account, [.codeCreated])
            #expect(try await store.addWebhook(second, limit: 1) == nil)
            _ = try await store.deleteWebhook("wh_1", of: account.id)
            #expect(try await store.addWebhook(second, limit: 1) != nil)
        }
    }

    @Test("what becomes of a code is queued as it was, for those who asked", arguments: Backend.allCases)
    func codeEvents(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.add(.sample("before", of: account))
            try await store.webhook("wh_1", of: account, [.codeCreated, .codeUpdated, .codeDeleted])
            try await store.webhook("wh_2", of: account, [.codeDeleted])
            let other = try await store.account("other")
            let settings = CodeSettings(name: "Spring", tags: [Tag("a"), Tag("b")].compactMap { $0 })
            let code = try await store.add(.sample("one", of: account, settings: settings))
            try await store.add(.sample("theirs", of: other))
            let edited = try await store.edit(code) {
                $0.payload = Payload(stored: .url, text: "https://example.com/2")
            }
            let deleted = try await store.delete(edited)
            let due = try await store.due(at: morning + day)
            let first = due.filter { $0.webhook.id == "wh_1" }
            #expect(first.map(\.event.kind) == ["qr.created", "qr.updated", "qr.deleted"])
            #expect(first.map(\.event.content) == [code, edited, deleted].map { .code($0) })
            let second = due.filter { $0.webhook.id == "wh_2" }
            #expect(second.map(\.event) == Array(first.suffix(1).map(\.event)))
            #expect(Set(first.map(\.event.id)).count == 3)
        }
    }

    @Test("a change that is refused queues nothing", arguments: Backend.allCases)
    func refused(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.webhook("wh_1", of: account, Set(EventKind.allCases))
            let code = try await store.add(.sample("one", of: account))
            _ = try await store.update(code.id, of: account.id) { _ throws(CodeError) in throw .locked(.guarded) }
            #expect(try await store.due(at: morning + day).map(\.event.kind) == ["qr.created"])
        }
    }

    @Test("events of other kinds are published to those who asked", arguments: Backend.allCases)
    func published(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.webhook("wh_1", of: account, [.bulkCompleted])
            let data: [String: JSONValue] = ["bulkId": .string("bulk_0123/456789ab"), "count": .integer(3)]
            try await store.publish(AccountEvent(.bulkCompleted, of: account.id, data: data, at: morning))
            try await store.publish(AccountEvent(.quotaThreshold75, of: account.id, data: [:], at: morning))
            let due = try await store.due(at: morning)
            #expect(due.map(\.event.content) == [.data(#"{"bulkId":"bulk_0123/456789ab","count":3}"#)])
        }
    }

    @Test("a job's end is queued once, with what became of its rows", arguments: Backend.allCases)
    func completions(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.webhook("wh_1", of: account, [.bulkCompleted])
            let id = try #require(BulkJobID("bulk_000000000001"))
            let new = NewBulkJob(
                id: id, account: account.id, form: .generate, rows: 3, spoolBytes: 1, createdAt: morning, )
            let job = try #require(try await store.addJob(new))
            var half = job.progress
            half.processed = 1
            var whole = half
            (whole.processed, whole.succeeded) = (3, 2)
            let first = BulkChunk(
                job: job.number, before: job.progress, after: half, codes: [], limit: nil, completedAt: nil, )
            #expect(try await store.commit(first) == .committed)
            #expect(try await store.due(at: morning + day).isEmpty)
            let last = BulkChunk(
                job: job.number, before: half, after: whole, codes: [], limit: nil, completedAt: morning + hour, )
            #expect(try await store.commit(last) == .committed)
            #expect(try await store.commit(last) == .superseded)
            let due = try await store.due(at: morning + day)
            let data = #"{"bulkId":"bulk_000000000001","count":3,"failed":1,"processed":3,"succeeded":2}"#
            #expect(due.map(\.event.kind) == ["bulk.completed"] && due.map(\.event.content) == [.data(data)])
            #expect(due.map(\.event.createdAt) == [morning + hour])
        }
    }

    @Test("thresholds are queued once a month each, and never for a refused charge", arguments: Backend.allCases)
    func thresholds(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.webhook("wh_1", of: account, [.quotaThreshold75, .quotaThreshold100])
            let month = CalendarMonth(of: morning)
            func charge(_ renders: Int, _ month: CalendarMonth, quota: Int = 10) -> RenderCharge {
                let watch = QuotaWatch(quota: quota, at: morning)
                return RenderCharge(account: account.id, month: month, renders: renders, limit: quota, watch: watch)
            }
            func kinds() async throws -> [String] { try await store.due(at: morning + day).map(\.event.kind) }
            _ = try await store.charge(charge(7, month))
            _ = try await store.charge(charge(4, month))
            #expect(try await kinds().isEmpty)
            _ = try await store.charge(charge(1, month))
            #expect(try await kinds() == ["quota.threshold_75"])
            _ = try await store.charge(charge(1, month))
            _ = try await store.charge(charge(1, month))
            #expect(try await kinds() == ["quota.threshold_75", "quota.threshold_100"])
            // The plan has grown: it is still the same month.
            _ = try await store.charge(charge(10, month, quota: 20))
            #expect(try await kinds().count == 2)
            _ = try await store.charge(charge(10, CalendarMonth(of: month.end)))
            #expect(try await kinds().suffix(2) == ["quota.threshold_75", "quota.threshold_100"])
            #expect(try await kinds().count == 4)
            let first = try #require(try await store.due(at: morning).first)
            let data =
                #"{"month":"\#(month.text)","quota":10,"remaining":2,"resetsAt":"\#(month.end.iso8601)","used":8}"#
            #expect(first.event.content == .data(data))
        }
    }

    @Test("each scan is queued once for each webhook, from its making on", arguments: Backend.allCases)
    func scans(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let other = try await store.account("other")
            let theirs = try await store.add(.sample("theirs", of: other))
            try await store.add([.sample(code, at: morning)], position: 1)
            try await store.webhook("wh_1", of: account, [.scanCreated])
            let batch = (0..<250).map { Scan.sample(code, at: morning + Int64($0)) }
            try await store.add(
                batch + [.sample(theirs, at: morning), .sample(code, at: morning, kind: .head)], position: 2, )
            try await store.webhook("wh_2", of: account, [.scanCreated])
            #expect(try await store.queueScans(at: morning) == false)
            #expect(try await store.queueScans(at: morning) == false)
            try await store.add([.sample(code, at: morning + hour, kind: .bot)], position: 3)
            #expect(try await store.queueScans(at: morning) == false)
            let due = try await store.due(at: morning + day)
            let first = due.filter { $0.webhook.id == "wh_1" }.map(\.scans)
            #expect(first.map(\.count) == [200, 50, 1])
            #expect(first.joined().map(\.at) == batch.map(\.at) + [morning + hour])
            #expect(first.last?.map(\.isBot) == [true])
            #expect(due.filter { $0.webhook.id == "wh_2" }.map(\.scans.count) == [1])
        }
    }

    @Test("an attempt that failed is due again at its time, and a success makes all due", arguments: Backend.allCases)
    func attempts(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.webhook("wh_1", of: account, [.codeCreated])
            for id in ["one", "two"] { try await store.add(.sample(id, of: account)) }
            let due = try await store.due(at: morning)
            #expect(due.count == 2)
            for delivery in due {
                try await store.note(.failed, of: delivery, outcome: .retry(morning + hour))
            }
            #expect(try await store.due(at: morning + (hour - 1)).isEmpty)
            let webhook = try #require(try await store.webhook("wh_1", of: account.id))
            #expect(webhook.failingSince == morning && webhook.pending == 2)
            // One at a time while it fails.
            let again = try await store.due(at: morning + hour)
            #expect(again.map(\.attempts) == [1])
            let first = try #require(again.first)
            try await store.note(.taken, of: first, outcome: .delivered)
            let second = try #require(try await store.due(at: morning + minute).first)
            #expect(second.webhook.failingSince == nil && second.webhook.pending == 1)
            #expect(second.webhook.deliveredAt == morning)
            try await store.note(.failed, of: second, outcome: .disabled("the receiver is gone"))
            let disabled = try #require(try await store.webhook("wh_1", of: account.id))
            #expect(disabled.status == .disabled && disabled.reason == "the receiver is gone" && disabled.pending == 0)
            let log = try await store.deliveries(of: disabled, in: nil, before: nil, limit: 10)
            #expect(log.map(\.state) == [.failed, .delivered] || log.map(\.state) == [.delivered, .failed])
            #expect(log.map(\.attempts) == [2, 2])
        }
    }

    @Test("what is under way is not due, and one webhook has its share", arguments: Backend.allCases)
    func shares(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let webhook = try await store.webhook("wh_1", of: account, [.codeCreated])
            for id in ["one", "two", "three"] { try await store.add(.sample(id, of: account)) }
            let due = try await store.dueDeliveries(at: morning, besides: [:], share: 2, limit: 10)
            #expect(due.count == 2)
            let busy = [webhook.number: Set(due.prefix(1).map(\.number))]
            let more = try await store.dueDeliveries(at: morning, besides: busy, share: 2, limit: 10)
            #expect(more.count == 1 && more.first?.number != due.first?.number)
            let all = [webhook.number: Set(due.map(\.number))]
            #expect(try await store.dueDeliveries(at: morning, besides: all, share: 2, limit: 10).isEmpty)
        }
    }

    @Test("a delivery is sent again on demand, and forgotten in the end", arguments: Backend.allCases)
    func resending(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let webhook = try await store.webhook("wh_1", of: account, [.codeCreated])
            try await store.add(.sample("one", of: account))
            let delivery = try #require(try await store.due(at: morning).first)
            try await store.note(.taken, of: delivery, outcome: .delivered)
            #expect(try await store.due(at: morning + day).isEmpty)
            let again = try await store.resend(delivery.event.id, of: webhook, at: morning + hour)
            #expect(again?.state == .pending && again?.attempts == 0 && again?.nextAttemptAt == morning + hour)
            #expect(try await store.resend("msg_none", of: webhook, at: morning) == nil)
            #expect(try await store.due(at: morning + hour).map(\.event) == [delivery.event])
            #expect(try await !store.pruneDeliveries(before: morning + day))
            #expect(try await store.deliveries(of: webhook, in: nil, before: nil, limit: 10).count == 1)
            _ = try await store.deleteWebhook("wh_1", of: account.id)
            #expect(try await !store.pruneDeliveries(before: morning))
            #expect(try await store.deliveries(of: webhook, in: nil, before: nil, limit: 10).isEmpty)
        }
    }
}

extension Webhook {
    static func sample(_ id: String, of account: Account, _ events: Set<EventKind>) -> Webhook {
        Webhook(
            id: id,
            account: account.id,
            url: "https://example.com/hook",
            description: nil,
            events: events,
            secret: "sealed",
            createdAt: morning,
        )
    }
}

extension WebhookDelivery.Attempt {
    static let failed = WebhookDelivery.Attempt(
        at: morning, milliseconds: 5, status: 500, error: "status 500", response: "no", )
    static let taken = WebhookDelivery.Attempt(at: morning, milliseconds: 5, status: 204, error: nil, response: nil)
}

extension DueDelivery {
    fileprivate var scans: [RecordedScan] { if case .scans(let scans) = event.content { scans } else { [] } }
}

extension WebhookStore {
    @discardableResult
    fileprivate func webhook(_ id: String, of account: Account, _ events: Set<EventKind>) async throws -> Webhook {
        let webhook = try await addWebhook(.sample(id, of: account, events), limit: 100)
        guard let webhook else { throw Unexpected("\(id) was not added") }
        return webhook
    }

    fileprivate func due(at moment: Timestamp) async throws -> [DueDelivery] {
        try await dueDeliveries(at: moment, besides: [:], share: 100, limit: 1_000)
    }
}
