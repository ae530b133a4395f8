// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPAPI
import Logging
import Management
import Outbound
import Store
import Webhooks

/// Webhooks and what delivers to them, put together over a store.
struct WebhookParts: Sendable {
    /// The ports of public receivers: nobody is to send to mail servers by us.
    private static let publicPorts: Set<Int> = [80, 443, 8_080, 8_443]
    private static let timeLimit = Duration.seconds(10)
    /// How much of an answer is read, in bytes.
    private static let answerLimit = 4 << 10

    /// What can be done with webhooks.
    let registry: WebhookRegistry
    /// Sends what they are told of.
    let deliverer: WebhookDeliverer

    init(_ settings: Settings, _ composition: Composition, _ store: any WebhookStore, logger: Logger) {
        let limits = WebhookDeliverer.Limits()
        let fetcher = Self.fetcher(settings, places: limits.places)
        let seal = SecretSeal(vault: Vault(secret: composition.secret))
        let rules = WebhookRules(hosts: composition.library.rules.hosts) { fetcher.objection(to: $0).map(Self.words) }
        let signal = DeliverySignal()
        registry = WebhookRegistry(store: store, seal: seal, rules: rules, signal: signal, clock: { .now })
        deliverer = WebhookDeliverer(
            store: store,
            seal: seal,
            data: EventObject(publicURL: composition.publicURL),
            signal: signal,
            limits: limits,
            logger: logger,
        ) { body, url, headers throws(FetchError) in
            try await fetcher.post(body, to: url, headers: headers, limit: Self.answerLimit)
        }
    }

    private static func words(_ error: FetchError) -> String {
        guard case .portNotAllowed(let port) = error else { return error.description }
        let allowed = publicPorts.sorted().map { String($0) }.joined(separator: ", ")
        return "it names port \(port); allowed: \(allowed)"
    }

    private static func fetcher(_ settings: Settings, places: Int) -> SafeFetcher {
        var policy = FetchPolicy()
        policy.allowedNetworks = settings.fetchNetworks
        // Whoever allows a network of his own has servers there on all ports.
        policy.ports = settings.fetchNetworks.isEmpty ? publicPorts : nil
        policy.timeLimit = timeLimit
        policy.concurrencyLimit = places
        policy.userAgent = "Waymark-Webhooks"
        return SafeFetcher(policy: policy)
    }
}
