// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Management
import SQLiteStore
import Store
import Synchronization
import Testing

/// A real store in a folder of its own, and everything that management needs beside it.
struct Workbench: Sendable {
    let folder: TemporaryFolder
    let store: any WaymarkStore
    /// A second store on the same file, as another process has it: it sees what is written, and nothing else.
    let witness: any WaymarkStore
    let clock = StandingClock()
    let plans: PlanCatalog

    init() async throws {
        folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.database)
        try await store.migrate()
        self.store = store
        witness = try SQLiteStore(path: folder.database)
        plans = try PlanCatalog(json: Data(Self.plansFile.utf8))
    }

    /// Codes as they are given to an account: without limit, at most two, and none.
    private static let plansFile = """
        {"enterprise": \(plan(codes: "null")), "two": \(plan(codes: "2")), "zero": \(plan(codes: "0"))}
        """

    private static func plan(codes: String) -> String {
        """
        {"codes": \(codes), "createsPerMinute": 1, "rendersPerMonth": null, "overage": false, "zipBatchItems": 0,
         "maxSizeInches": 3, "maxDpi": 300, "logos": false}
        """
    }

    /// The account of that name, made where it is missing.
    func account(_ name: String = "default", plan: String = "enterprise") async throws -> Account {
        try await store.addAccount(name: name, clientID: "client-\(name)", plan: plan, at: clock.now)
    }

    func registry(_ accounts: (any AccountStore)? = nil, plans: PlanCatalog? = nil) -> KeyRegistry {
        KeyRegistry(store: accounts ?? store, plans: plans ?? self.plans, clock: { [clock] in clock.now })
    }

    func authenticator(_ accounts: (any AccountStore)? = nil, plans: PlanCatalog? = nil) -> Authenticator {
        Authenticator(store: accounts ?? store, plans: plans ?? self.plans, clock: { [clock] in clock.now })
    }

    func library(
        _ codes: (any CodeStore)? = nil,
        makeID: @escaping @Sendable () -> CodeID = CodeLibrary.randomID,
        invalidate: @escaping @Sendable (CodeID) async -> Void = { _ in },
    ) -> CodeLibrary {
        CodeLibrary(store: codes ?? store, plans: plans, rules: rules, makeID: makeID, invalidate: invalidate)
    }

    var rules: CodeRules {
        CodeRules(hosts: OwnHosts(publicURLs: []), styles: PlainStyles(), clock: { [clock] in clock.now })
    }

    /// A draft that leads to an address.
    func draft(_ slug: String? = nil, to address: String = "https://example.com/") throws -> CodeDraft {
        var fields: [String: JSONValue] = ["data": .string(address)]
        fields["slug"] = slug.map(JSONValue.string)
        return try CodeDraft(fields: fields, rules: rules)
    }

    /// A patch of some fields.
    func patch(_ fields: [String: JSONValue], version: Int? = nil) -> CodeEdit {
        CodeEdit(fields: fields, form: .mergePatch, expectedVersion: version, rules: rules)
    }
}

/// Rules that know one format and no styling.
private struct PlainStyles: StyleRules {
    let imageFormats = ["png"]
    let fieldNames: [String] = []

    func faults(in style: [String: JSONValue], at base: String) -> [FieldFault] { [] }
}

/// A folder that goes away with the last who holds it.
final class TemporaryFolder: Sendable {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(component: "management-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var database: String { url.appending(component: "waymark.sqlite").path }
}

/// A clock that stands at 2026-05-21T15:00:00Z until it is moved.
final class StandingClock: Sendable {
    private let moment = Mutex(Timestamp(milliseconds: 1_779_375_600_000))

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0.adding(duration) } }
}

/// What happened, in order.
final class Log<Entry: Sendable>: Sendable {
    private let list = Mutex<[Entry]>([])

    var entries: [Entry] { list.withLock { $0 } }

    func note(_ entry: Entry) { list.withLock { $0.append(entry) } }
}
