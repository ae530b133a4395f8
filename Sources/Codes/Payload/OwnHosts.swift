// SPDX-License-Identifier: Apache-2.0

/// The hosts at which the platform's own redirects answer.
package struct OwnHosts: Sendable, Hashable {
    private let hosts: Set<String>

    /// Takes the public addresses of the platform, such as `https://qr.example.com`; what is no address is left out.
    package init(publicURLs: [String]) {
        hosts = Set(
            publicURLs.compactMap { text in
                guard let address = try? WebAddress(text) else { return nil }
                let isSecure = text.lowercased().hasPrefix("https")
                return Self.key(host: address.host.key, port: address.port ?? (isSecure ? 443 : 80))
            }
        )
    }

    /// Whether redirects of the platform answer at this host and port, whatever the scheme.
    /// - Parameters:
    ///   - host: a host as a URL has it, in any letter case and spelling.
    ///   - port: the port that the URL names; nil for the usual ones, 80 and 443.
    /// - Returns: true where a code that leads there would be a loop.
    package func contains(host: String, port: Int?) -> Bool {
        HostName(host[...]).map { contains($0, port: port) } ?? false
    }

    /// Whether redirects of the platform answer at a host that was read already.
    func contains(_ host: HostName, port: Int?) -> Bool {
        let ports = port.map { [$0] } ?? [80, 443]
        return ports.contains { hosts.contains(Self.key(host: host.key, port: $0)) }
    }

    private static func key(host: String, port: Int) -> String { "\(host):\(port)" }
}
