// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import Store
import Testing

@Suite("Who holds a key, on a real store")
struct AuthenticatorTests {
    private let bench: Workbench
    private let accounts: WatchedAccounts

    init() async throws {
        bench = try await Workbench()
        accounts = WatchedAccounts(bench.store)
    }

    private func issue(lifetime: Duration? = nil, plan: String? = nil) async throws -> KeyRegistry.Issued {
        try await bench.registry().issue(
            account: "shop", plan: plan, name: "key", scopes: [.read, .write], lifetime: lifetime,
        )
    }

    @Test("a key leads to its account, its plan and what it may do")
    func known() async throws {
        let issued = try await issue(plan: "two")
        let found = try await bench.authenticator().principal(Credentials(secret: issued.secret.text))
        let principal = try #require(found)
        #expect(principal.account == issued.account)
        #expect(principal.key == issued.key)
        #expect(principal.plan.codes == 2)
        #expect(principal.key.scopes == [.read, .write])
    }

    @Test("anything else leads nowhere")
    func unknown() async throws {
        let secret = try await issue().secret.text
        let authenticator = bench.authenticator()
        let others = [
            "", "x", secret + "x", String(secret.dropLast()), secret.uppercased(), " " + secret, "wm_",
            secret + "\u{0}",
            String(repeating: "x", count: 100_000),
        ]
        for other in others { #expect(try await authenticator.principal(Credentials(secret: other)) == nil) }
    }

    @Test("a client id has to be the account's own, where one is given")
    func clientID() async throws {
        let issued = try await issue()
        let other = try await bench.account("other")
        let authenticator = bench.authenticator()
        func isKnown(_ clientID: String?) async throws -> Bool {
            try await authenticator.principal(Credentials(secret: issued.secret.text, clientID: clientID)) != nil
        }
        #expect(try await isKnown(nil))
        #expect(try await isKnown(issued.account.clientID))
        for wrong in ["", other.clientID, issued.account.clientID + "x", issued.account.clientID.uppercased()] {
            #expect(try await !isKnown(wrong))
        }
    }

    @Test("a key ends at its time, even while its answer is believed")
    func expires() async throws {
        let issued = try await issue(lifetime: .seconds(60))
        let authenticator = bench.authenticator(accounts)
        let credentials = Credentials(secret: issued.secret.text)
        bench.clock.advance(by: .milliseconds(59_999))
        #expect(try await authenticator.principal(credentials) != nil)
        bench.clock.advance(by: .milliseconds(1))
        #expect(try await authenticator.principal(credentials) == nil)
        #expect(accounts.lookups == 1)
    }

    @Test("a revoked key is refused two seconds later at most")
    func revoked() async throws {
        let issued = try await issue()
        let authenticator = bench.authenticator()
        let credentials = Credentials(secret: issued.secret.text)
        #expect(try await authenticator.principal(credentials) != nil)
        _ = try await bench.registry().revoke("key", of: "shop")
        bench.clock.advance(by: .milliseconds(1_999))
        #expect(try await authenticator.principal(credentials) != nil)
        bench.clock.advance(by: .milliseconds(1))
        #expect(try await authenticator.principal(credentials) == nil)
        // Whoever did not know the key yet refuses it at once.
        #expect(try await bench.authenticator().principal(credentials) == nil)
    }

    @Test("a known key is looked up once in two seconds, an unknown one each time")
    func lookups() async throws {
        let issued = try await issue()
        let authenticator = bench.authenticator(accounts)
        for _ in 0..<5 { _ = try await authenticator.principal(Credentials(secret: issued.secret.text)) }
        #expect(accounts.lookups == 1)
        for _ in 0..<5 { _ = try await authenticator.principal(Credentials(secret: "wm_unknown")) }
        #expect(accounts.lookups == 6)
        bench.clock.advance(by: Authenticator.lifetime)
        _ = try await authenticator.principal(Credentials(secret: issued.secret.text))
        #expect(accounts.lookups == 7)
    }

    @Test("an account whose plan is not in the catalog is nobody")
    func planMissing() async throws {
        let issued = try await issue()
        let authenticator = bench.authenticator(plans: PlanCatalog.none)
        #expect(try await authenticator.principal(Credentials(secret: issued.secret.text)) == nil)
    }

    @Test("a store that fails is a failure, and not an unknown key")
    func storeFails() async throws {
        let issued = try await issue()
        let authenticator = bench.authenticator(accounts)
        let credentials = Credentials(secret: issued.secret.text)
        accounts.fail(true)
        await #expect(throws: StoreError.self) { try await authenticator.principal(credentials) }
        accounts.fail(false)
        #expect(try await authenticator.principal(credentials) != nil)
        accounts.fail(true)
        #expect(try await authenticator.principal(credentials) != nil, "it is believed for two seconds")
    }

    @Test("uses are written down to the minute, when they are flushed")
    func uses() async throws {
        let issued = try await issue()
        let authenticator = bench.authenticator(accounts)
        func lastUsed() async throws -> Timestamp? { try await bench.registry().keys(of: "shop").first?.lastUsedAt }
        bench.clock.advance(by: .seconds(61))
        let minute = bench.clock.now.adding(.seconds(-1))
        _ = try await authenticator.principal(Credentials(secret: issued.secret.text))
        _ = try await authenticator.principal(Credentials(secret: issued.secret.text, clientID: "wrong"))
        #expect(try await lastUsed() == nil)
        try await authenticator.flushUses()
        #expect(try await lastUsed() == minute)
        // Nothing to write: the store is not asked.
        accounts.fail(true)
        try await authenticator.flushUses()
    }

    @Test("uses that could not be written are kept for the next time, and never move back")
    func usesAreKept() async throws {
        let issued = try await issue()
        let authenticator = bench.authenticator(accounts)
        let credentials = Credentials(secret: issued.secret.text)
        _ = try await authenticator.principal(credentials)
        accounts.fail(true)
        await #expect(throws: StoreError.self) { try await authenticator.flushUses() }
        accounts.fail(false)
        try await authenticator.flushUses()
        #expect(try await bench.registry().keys(of: "shop").first?.lastUsedAt == bench.clock.now)
    }
}
