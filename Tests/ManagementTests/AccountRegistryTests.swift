// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import Store
import Testing

@Suite("Accounts as a whole")
struct AccountRegistryTests {
    private func registry(_ bench: Workbench) -> AccountRegistry {
        AccountRegistry(store: bench.store, clock: { bench.clock.now })
    }

    private func refusal(_ name: String, _ bench: Workbench) async -> String? {
        do throws(ManagementError) {
            _ = try await registry(bench).deletable(name)
            return nil
        } catch {
            guard case .rule(.invalid(let faults)) = error else { return "\(error)" }
            return faults.map(\.detail).joined()
        }
    }

    @Test("the last account with a valid admin key stays, whatever other keys there are")
    func lastAdministrator() async throws {
        let bench = try await Workbench()
        let keys = bench.registry()
        _ = try await keys.issue(account: "default", plan: nil, name: "first", scopes: Set(Scope.allCases))
        _ = try await keys.issue(account: "reader", plan: nil, name: "key", scopes: [.read, .write])
        #expect(await refusal("default", bench)?.contains("last account with a valid admin key") == true)
        #expect(await refusal("reader", bench) == nil)
        #expect(await refusal("nobody", bench) == "there is no account nobody")
        _ = try await keys.issue(account: "other", plan: nil, name: "key", scopes: [.admin], lifetime: .seconds(60))
        #expect(await refusal("default", bench) == nil)
        bench.clock.advance(by: .seconds(61))
        #expect(await refusal("default", bench) != nil)
    }

    @Test("a deleted account is gone for every process, with its keys and codes")
    func deletion() async throws {
        let bench = try await Workbench()
        let account = try await bench.account()
        _ = try await bench.registry().issue(account: "default", plan: nil, name: "first", scopes: [.admin])
        _ = try await bench.library().create(bench.draft("printed"), for: account)
        var codes = 0
        try await registry(bench).delete(account, compacting: false) { codes += $0.codes }
        #expect(codes == 1)
        #expect(try await bench.witness.accounts().isEmpty)
        #expect(try await bench.witness.keys(of: account.id).isEmpty)
    }
}
