// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import Outbound
import SQLiteStore
import Store
import Synchronization

@testable import Webhooks

/// A deliverer over a store of its own, with a clock that stands still and a receiver that notes what it gets.
struct DeliveryFixture: Sendable {
    let store: SQLiteStore
    let account: Account
    let registry: WebhookRegistry
    let receiver = Receiver()
    let clock = HandClock()
    private let signal = DeliverySignal()
    private let seal = SecretSeal(vault: Vault(secret: ServerSecret("a secret of sixteen bytes or more")))

    static func store() async throws -> SQLiteStore {
        let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-hooks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: folder.appending(path: "waymark.sqlite").path)
        try await store.migrate()
        return store
    }

    init(store: SQLiteStore) async throws {
        self.store = store
        let clock = clock
        if let known = try await store.account(named: "default") {
            account = known
        } else {
            account = try await store.addAccount(
                name: "default", clientID: "wmc_1", plan: "enterprise", at: clock.now, )
        }
        let rules = WebhookRules(hosts: OwnHosts(publicURLs: [])) { _ in nil }
        registry = WebhookRegistry(store: store, seal: seal, rules: rules, signal: signal, clock: { clock.now })
    }

    /// Runs a test beside a deliverer.
    static func run(store: SQLiteStore? = nil, _ test: (DeliveryFixture) async throws -> Void) async throws {
        let opened = if let store { store } else { try await Self.store() }
        let fixture = try await DeliveryFixture(store: opened)
        let deliverer = fixture.deliverer()
        let running = Task { await deliverer.run() }
        defer { running.cancel() }
        try await test(fixture)
    }

    private func deliverer() -> WebhookDeliverer {
        let (clock, receiver) = (clock, receiver)
        var limits = WebhookDeliverer.Limits()
        limits.interval = .milliseconds(5)
        limits.stopTime = .zero
        return WebhookDeliverer(
            store: store,
            seal: seal,
            data: PlainData(),
            signal: signal,
            limits: limits,
            clock: { clock.now },
            random: { ($0.lowerBound + $0.upperBound) / 2 },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        ) { body, url, headers throws(FetchError) in
            let sent = Receiver.Sent(
                body: String(decoding: body, as: UTF8.self),
                url: url,
                headers: Dictionary(uniqueKeysWithValues: headers),
            )
            return try await receiver.take(sent).get()
        }
    }

    func webhook() async throws -> IssuedWebhook {
        let members: [String: JSONValue] = ["url": .string("https://example.com/hook")]
        let form = try WebhookForm(members, rules: registry.rules, isNew: true)
        return try await registry.create(form, for: account.id)
    }

    @discardableResult
    func addCode(_ id: String) async throws -> Code {
        guard let id = CodeID(id) else { throw Late(what: "\(id) is no id") }
        let code = Code(
            id: id,
            account: account.id,
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: CodeSettings(),
            createdAt: clock.now,
        )
        guard case .inserted(let stored) = try await store.insert(code, limit: nil) else {
            throw Late(what: "\(id) was not inserted")
        }
        return stored
    }

    /// The log of a webhook as soon as it is as wanted.
    func log(of webhook: Webhook, _ isReady: ([WebhookDelivery]) -> Bool) async throws -> [WebhookDelivery] {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let log = try await store.deliveries(of: webhook, in: nil, before: nil, limit: 10)
            if isReady(log) { return log }
            await Task.yield()
        }
        throw Late(what: "the log of \(webhook.id)")
    }

    /// Something did not happen in time.
    struct Late: Error {
        let what: String
    }
}

/// What stands for a receiver: answers as it is told, and hands out what it got, in order.
actor Receiver {
    struct Sent: Sendable {
        let body: String
        let url: String
        let headers: [String: String]
    }

    private(set) var sent: [Sent] = []
    private var answer: Result<PostAnswer, FetchError> = .success(PostAnswer(status: 200))
    private var read = 0
    private var waiting: [CheckedContinuation<Sent?, Never>] = []

    func answer(_ answer: Result<PostAnswer, FetchError>) { self.answer = answer }

    func take(_ message: Sent) -> Result<PostAnswer, FetchError> {
        sent.append(message)
        if !waiting.isEmpty {
            read += 1
            waiting.removeFirst().resume(returning: message)
        }
        return answer
    }

    /// The next message that nobody has read yet.
    func next() async -> Sent? {
        guard read == sent.count else {
            read += 1
            return sent[read - 1]
        }
        return await withCheckedContinuation { waiting.append($0) }
    }
}

/// A clock that is set by hand.
final class HandClock: Sendable {
    private let moment = Mutex(Timestamp(milliseconds: 1_780_000_000_000))

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0.adding(duration) } }
}
