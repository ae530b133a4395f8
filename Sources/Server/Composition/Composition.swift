// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPAPI
package import Management
package import Store
package import Styling

/// The use cases over an open store: what the server and the commands have in common.
package struct Composition: Sendable {
    /// Where everything is kept.
    package let store: any WaymarkStore
    /// Accounts and keys.
    package let keys: KeyRegistry
    /// Accounts as a whole.
    package let accounts: AccountRegistry
    /// Codes.
    package let library: CodeLibrary
    /// Fetches, decodes and keeps logos and background pictures.
    package let pictures: PictureLibrary
    /// The address that printed codes carry, without a slash at the end.
    package let publicURL: String
    /// What keys are derived from.
    let secret: ServerSecret

    /// Puts the use cases together.
    /// - Parameters:
    ///   - settings: the configuration.
    ///   - store: an open store.
    ///   - publicURL: the address that printed codes carry.
    ///   - ports: the ports that the server listens on.
    ///   - secret: what keys are derived from.
    ///   - invalidate: makes redirects of this process forget what they know of an id.
    init(
        settings: Settings,
        store: any WaymarkStore,
        publicURL: String,
        ports: ListeningPorts,
        secret: ServerSecret,
        invalidate: @escaping @Sendable (CodeID) async -> Void,
    ) {
        let clock: WallClock = { .now }
        let rules = CodeRules(
            hosts: OwnHosts(publicURLs: [publicURL] + PublicAddress.loopback(ports)),
            styles: NativeStyleRules(publicURL: publicURL),
            clock: clock,
        )
        self.store = store
        pictures = .keeping(in: store, settings)
        self.secret = secret
        self.publicURL = publicURL
        keys = KeyRegistry(store: store, plans: settings.plans, clock: clock)
        accounts = AccountRegistry(store: store, clock: clock)
        library = CodeLibrary(
            store: store,
            plans: settings.plans,
            rules: rules,
            vault: Vault(secret: secret),
            invalidate: invalidate,
        )
    }

    /// Opens the store for a command.
    ///
    /// A server that runs beside it learns of edits from the change feed.
    package static func forCommands(_ settings: Settings) async throws(StoreError) -> Composition {
        let store = try await StoreFactory(settings: settings).open()
        let publicURL = settings.publicURL ?? PublicAddress.noted(in: settings.dataDirectory)
        return Composition(
            settings: settings,
            store: store,
            publicURL: publicURL ?? settings.listeningURL(settings.ports),
            ports: settings.ports,
            secret: try SecretFile.secret(settings),
        ) { _ in }
    }
}

extension Settings {
    /// The ports as they are set: 0 where the system chooses.
    var ports: ListeningPorts { ListeningPorts(plain: port, secure: tls?.port) }

    /// The address under which the server is reached on this machine: the one with TLS, where there is one.
    func listeningURL(_ ports: ListeningPorts) -> String {
        // Unspecified addresses listen everywhere and name nothing.
        let name = ["0.0.0.0", "::", ""].contains(host) ? "localhost" : host
        let bracketed = name.contains(":") ? "[\(name)]" : name
        let (scheme, port, usual) = ports.secure.map { ("https", $0, 443) } ?? ("http", ports.plain, 80)
        return port == usual ? "\(scheme)://\(bracketed)" : "\(scheme)://\(bracketed):\(port)"
    }
}
