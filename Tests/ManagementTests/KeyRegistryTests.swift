// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Management
import Store
import Testing

@Suite("Keys and accounts, on a real store")
struct KeyRegistryTests {
    private let bench: Workbench
    private let registry: KeyRegistry

    init() async throws {
        bench = try await Workbench()
        registry = bench.registry()
    }

    private func isValid(_ issued: KeyRegistry.Issued) async throws -> Bool {
        try await bench.authenticator().principal(Credentials(secret: issued.secret.text)) != nil
    }

    @Test(
        "the first start makes the account `default` on plan `enterprise` with one admin key; the second makes nothing")
    func firstKey() async throws {
        let issued = try #require(try await registry.issueFirstKey())
        #expect(issued.account.name == "default" && issued.account.plan == "enterprise")
        #expect(issued.key.scopes == [.read, .write, .admin])
        #expect(try await isValid(issued))
        #expect(try await registry.issueFirstKey() == nil)
        #expect(try await bench.store.accounts() == [issued.account])
        #expect(try await registry.keys(of: "default") == [issued.key])
    }

    @Test("of many first starts at once, one shows a key and leaves no other valid one")
    func firstKeyRace() async throws {
        let registry = registry
        let issued = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await registry.issueFirstKey() } }
            return try await group.reduce(into: [KeyRegistry.Issued]()) { all, one in if let one { all.append(one) } }
        }
        let valid = try await registry.keys(of: "default").filter { $0.isValid(at: bench.clock.now) }
        #expect(issued.map(\.key) == valid)
        #expect(valid.count == 1)
    }

    @Test("a first start that was cut short before it had a key is taken up again")
    func firstKeyCutShort() async throws {
        let account = try await bench.account()
        let issued = try #require(try await registry.issueFirstKey())
        #expect(issued.account == account)
        _ = try await registry.revoke("first", of: "default")
        #expect(try await registry.issueFirstKey() == nil, "a key that was revoked is not made anew by a restart")
    }

    @Test("where somebody made another account first, there is no first start")
    func noFirstKey() async throws {
        _ = try await bench.account("shop")
        #expect(try await registry.issueFirstKey() == nil)
        #expect(try await bench.store.accounts().map(\.name) == ["shop"])
    }

    @Test("a key makes the account where it is missing, and keeps the plan of one that is there")
    func issues() async throws {
        let first = try await registry.issue(account: "shop", plan: "two", name: "web", scopes: [.read])
        #expect(first.account.plan == "two")
        #expect(first.account.clientID.wholeMatch(of: /wmc_[0-9A-Za-z]{16}/) != nil)
        #expect(first.key.name == "web" && first.key.scopes == [.read] && first.key.expiresAt == nil)
        #expect(first.key.prefix == first.secret.prefix && first.key.digest == first.secret.digest)
        #expect(first.key.createdAt == bench.clock.now && first.key.lastUsedAt == nil)
        let second = try await registry.issue(
            account: "shop", plan: nil, name: "app", scopes: [.write], lifetime: .seconds(60),
        )
        #expect(second.account == first.account)
        #expect(second.key.expiresAt == bench.clock.now.adding(.seconds(60)))
        #expect(try await registry.keys(of: "shop") == [first.key, second.key])
        #expect(
            try await registry.issue(account: "new", plan: nil, name: "x", scopes: [.read]).account.plan == "enterprise"
        )
    }

    @Test("a plan that is unknown, or not the account's, is refused, and nothing is made")
    func plans() async throws {
        let unknown = await refusal { () throws(ManagementError) in
            try await registry.issue(account: "shop", plan: "gold", name: "x", scopes: [.read])
        }
        #expect(unknown == .invalid("/plan", "there is no plan gold; allowed are enterprise, two, zero"))
        #expect(try await bench.store.accounts() == [])
        _ = try await registry.issue(account: "shop", plan: "two", name: "x", scopes: [.read])
        let other = await refusal { () throws(ManagementError) in
            try await registry.issue(account: "shop", plan: "zero", name: "y", scopes: [.read])
        }
        #expect(other == .invalid("/plan", "account shop exists on plan two, not on zero"))
        #expect(try await registry.keys(of: "shop").count == 1)
    }

    @Test("an account is not made on a default plan that the operator's own catalog lacks")
    func noDefaultPlan() async throws {
        let registry = bench.registry(plans: PlanCatalog.none)
        let found = await pointers { () throws(ManagementError) in
            try await registry.issue(account: "shop", plan: nil, name: "x", scopes: [.read])
        }
        #expect(found == ["/plan"])
        #expect(await pointers { () throws(ManagementError) in try await registry.issueFirstKey() } == ["/plan"])
        #expect(try await bench.store.accounts() == [])
    }

    /// Account, key name, scopes, lifetime in seconds, and where the faults are.
    static let refused: [(String, String, Set<Scope>, Int?, [String])] = [
        ("", "key", [.read], nil, ["/account"]), ("shop", "", [.read], nil, ["/name"]),
        ("a\nb", "a\u{0}", [.read], nil, ["/account", "/name"]),
        (" shop", "key ", [.read], nil, ["/account", "/name"]),
        (String(repeating: "a", count: 65), "key", [.read], nil, ["/account"]),
        (String(repeating: "e\u{301}", count: 33), "key", [.read], nil, ["/account"]),
        ("shop", "key", [], nil, ["/scopes"]), ("shop", "key", [.read], 0, ["/lifetime"]),
        ("", "", [], -1, ["/account", "/name", "/scopes", "/lifetime"]),
    ]

    @Test("names without form, no scopes and no lifetime are refused together", arguments: refused)
    func faults(_ account: String, _ name: String, _ scopes: Set<Scope>, _ seconds: Int?, _ places: [String])
        async throws
    {
        let found = await pointers { () throws(ManagementError) in
            let lifetime = seconds.map { Duration.seconds($0) }
            return try await registry.issue(
                account: account, plan: nil, name: name, scopes: scopes, lifetime: lifetime,
            )
        }
        #expect(found == places)
        #expect(try await bench.store.accounts() == [])
    }

    @Test("64 code points are a name, and the longest lifetime is for ever")
    func longest() async throws {
        let name = String(repeating: "語", count: 64)
        let issued = try await registry.issue(
            account: name, plan: nil, name: name, scopes: [.read], lifetime: .seconds(Int64.max),
        )
        #expect(issued.account.name == name)
        #expect(try await isValid(issued))
    }

    @Test("a key is revoked by its name, its prefix or its number, at once", arguments: ["name", "prefix", "number"])
    func revokes(_ by: String) async throws {
        let issued = try await registry.issue(account: "shop", plan: nil, name: "web", scopes: [.read])
        let reference = ["name": "web", "prefix": issued.key.prefix, "number": String(issued.key.number)][by]
        let revoked = try await registry.revoke(#require(reference), of: "shop")
        #expect(revoked.number == issued.key.number && revoked.expiresAt == bench.clock.now)
        #expect(try await !isValid(issued))
        let again = await pointers { () throws(ManagementError) in try await registry.revoke("web", of: "shop") }
        #expect(again == ["/key"])
    }

    @Test("a name that several valid keys have is refused with their prefixes; one that has ended does not count")
    func ambiguous() async throws {
        let first = try await registry.issue(account: "shop", plan: nil, name: "web", scopes: [.read])
        let second = try await registry.issue(account: "shop", plan: nil, name: "web", scopes: [.read])
        let refused = await refusal { () throws(ManagementError) in try await registry.revoke("web", of: "shop") }
        let prefixes = "\(first.key.prefix), \(second.key.prefix)"
        #expect(refused == .invalid("/key", "several keys are named web; name one by its prefix: \(prefixes)"))
        #expect(try await registry.revoke(first.key.prefix, of: "shop").number == first.key.number)
        #expect(try await registry.revoke("web", of: "shop").number == second.key.number)
    }

    @Test("another account's key is not found, nor is any key of an account that is not there")
    func foreign() async throws {
        let issued = try await registry.issue(account: "shop", plan: nil, name: "web", scopes: [.read])
        _ = try await registry.issue(account: "other", plan: nil, name: "app", scopes: [.read])
        for reference in ["web", issued.key.prefix, String(issued.key.number), "", "unknown"] {
            let found = await pointers { () throws(ManagementError) in
                try await registry.revoke(reference, of: "other")
            }
            #expect(found == ["/key"])
        }
        #expect(
            await pointers { () throws(ManagementError) in try await registry.revoke("web", of: "nobody") } == [
                "/account"
            ])
        #expect(await pointers { () throws(ManagementError) in try await registry.keys(of: "nobody") } == ["/account"])
        #expect(try await isValid(issued))
    }

    @Test("a rotation leaves the old key its grace: a day where none is named")
    func rotates() async throws {
        let old = try await registry.issue(account: "shop", plan: nil, name: "web", scopes: [.read, .admin])
        let new = try await registry.rotate("web", of: "shop")
        #expect(new.key.name == "web" && new.key.scopes == [.read, .admin] && new.key.expiresAt == nil)
        #expect(new.secret.text != old.secret.text)
        bench.clock.advance(by: .seconds(24 * 60 * 60 - 1))
        #expect(try await isValid(old))
        bench.clock.advance(by: .seconds(1))
        #expect(try await !isValid(old))
        #expect(try await isValid(new))
        let newer = try await registry.rotate("web", of: "shop", grace: .zero)
        #expect(try await !isValid(new))
        #expect(try await isValid(newer))
    }

    @Test("a rotation never makes the old key live longer")
    func rotatesNearTheEnd() async throws {
        let old = try await registry.issue(
            account: "shop", plan: nil, name: "web", scopes: [.read], lifetime: .seconds(60),
        )
        _ = try await registry.rotate("web", of: "shop", grace: .seconds(3_600))
        #expect(try await registry.keys(of: "shop").first?.expiresAt == old.key.expiresAt)
    }

    @Test("a negative grace is refused, and nothing is made")
    func negativeGrace() async throws {
        let old = try await registry.issue(account: "shop", plan: nil, name: "web", scopes: [.read])
        let found = await pointers { () throws(ManagementError) in
            try await registry.rotate("web", of: "shop", grace: .seconds(-1))
        }
        #expect(found == ["/grace"])
        #expect(try await registry.keys(of: "shop") == [old.key])
    }

    @Test("the store's failures are passed on", arguments: [true, false])
    func storeFails(_ isFirstStart: Bool) async throws {
        let accounts = WatchedAccounts(bench.store)
        let registry = bench.registry(accounts)
        accounts.fail(true)
        let failed = await failure { () throws(ManagementError) in
            isFirstStart
                ? try await registry.issueFirstKey()
                : try await registry.issue(account: "shop", plan: nil, name: "x", scopes: [.read])
        }
        #expect(failed?.code == .unavailable)
    }
}
