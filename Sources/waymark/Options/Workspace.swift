// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import Server
import Store
import Styling

/// What commands work on: the same store and the same use cases as the server, also beside a running one.
struct Workspace {
    /// The store, to be closed at the end.
    let store: any WaymarkStore
    /// Accounts and keys.
    let keys: KeyRegistry
    /// Accounts as a whole.
    let accounts: AccountRegistry
    /// Codes; a running server follows the change feed and forgets what it knew within a second.
    let codes: CodeLibrary
    /// Logos and background pictures.
    let pictures: PictureLibrary
    /// The address that printed codes carry.
    let publicURL: String

    /// Opens the store, brings it up to date, runs `body` and closes it again.
    static func open<Result>(
        _ options: SettingsOptions,
        _ body: (Workspace) async throws -> Result,
    ) async throws -> Result {
        let settings = try await options.load()
        do {
            let composition = try await Composition.forCommands(settings)
            let workspace = Workspace(
                store: composition.store,
                keys: composition.keys,
                accounts: composition.accounts,
                codes: composition.library,
                pictures: composition.pictures,
                publicURL: composition.publicURL,
            )
            do {
                let result = try await body(workspace)
                try await workspace.store.close()
                return result
            } catch {
                try? await workspace.store.close()
                throw error
            }
        } catch let error as ManagementError {
            throw CommandFailure(error)
        } catch let error as CodeError {
            throw CommandFailure(error)
        } catch let error as StoreError {
            throw CommandFailure(error.description)
        }
    }

    /// The account of that name.
    func account(_ name: String) async throws -> Account {
        guard let account = try await store.account(named: name) else {
            throw CommandFailure("There is no account \(name). `waymark keys create --account \(name)` makes one.")
        }
        return account
    }
}
