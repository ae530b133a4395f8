// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// A store of codes and accounts that does nothing but fail.
struct FailingStore: CodeStore, AccountStore {
    let code: StoreError.Code

    private var failure: StoreError {
        StoreError(code, operation: "codes.insert", detail: "/var/lib/secret.sqlite", hint: "Ask the operator.")
    }

    func insert(_ code: Code, limit: Int?, charge: RenderCharge?) async throws(StoreError) -> InsertOutcome {
        throw failure
    }
    func insert(_ codes: [Code], limit: Int?, charge: RenderCharge) async throws(StoreError) -> BatchOutcome {
        throw failure
    }
    func destinationChanges(of numbers: [Int64]) async throws(StoreError) -> [Int64: Int] { throw failure }
    func code(_ id: CodeID, of account: AccountID) async throws(StoreError) -> Code? { throw failure }
    func resolve(_ id: CodeID) async throws(StoreError) -> Code? { throw failure }
    func update(
        _ id: CodeID,
        of account: AccountID,
        change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(StoreError) -> UpdateOutcome { throw failure }
    func update(
        _ ids: [CodeID],
        of account: AccountID,
        change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(StoreError) -> [UpdateOutcome] { throw failure }
    func list(_ query: CodeListQuery, of account: AccountID) async throws(StoreError) -> CodePage { throw failure }
    func count(of account: AccountID) async throws(StoreError) -> Int { throw failure }

    func account(named name: String) async throws(StoreError) -> Account? { throw failure }
    func account(_ id: AccountID) async throws(StoreError) -> Account? { throw failure }
    func accounts() async throws(StoreError) -> [Account] { throw failure }
    func addAccount(
        name: String,
        clientID: String,
        plan: String,
        at moment: Timestamp,
    ) async throws(StoreError) -> Account { throw failure }
    func addKey(_ key: NewKey) async throws(StoreError) -> APIKey { throw failure }
    func key(digest: [UInt8]) async throws(StoreError) -> (key: APIKey, account: Account)? { throw failure }
    func keys(of account: AccountID) async throws(StoreError) -> [APIKey] { throw failure }
    func expireKey(
        _ number: Int64,
        of account: AccountID,
        at moment: Timestamp,
    ) async throws(StoreError) -> APIKey? { throw failure }
    func editKey(
        _ number: Int64,
        of account: AccountID,
        _ edit: KeyEdit,
        at moment: Timestamp,
    ) async throws(StoreError) -> APIKey? { throw failure }
    func noteKeyUse(_ uses: [Int64: Timestamp]) async throws(StoreError) { throw failure }
}
