// SPDX-License-Identifier: Apache-2.0

/// What a ``SafeFetcher`` may do.
package struct FetchPolicy: Sendable {
    /// The ports that a URL may name; nil for all.
    package var ports: Set<Int>? = [80, 443]
    /// Blocks that may be reached although they are not public, for those who host pictures on their own network.
    package var allowedNetworks: [AddressBlock] = []
    /// The time from the question for the address to the last byte; 5 seconds.
    package var timeLimit: Duration = .seconds(5)
    /// The most redirects that are followed.
    package var redirectLimit = 5
    /// The most fetches at the same time; further ones are refused.
    package var concurrencyLimit = 32
    /// What tells the addresses of hosts.
    package var resolver = HostResolver.system
    /// How the fetcher names itself to servers.
    package var userAgent = "Waymark (fetches pictures for QR codes)"

    /// Makes the policy for the internet.
    package init() {}

    /// Whether a connection may go to an address.
    func allows(_ address: HostAddress) -> Bool {
        address.isPublic || allowedNetworks.contains { $0.contains(address) }
    }
}
