// SPDX-License-Identifier: Apache-2.0

package import Codes

/// A payload that is read on a page, because no link and no file says it.
package enum PayloadPage: Sendable, Hashable {
    /// A text, as its owner wrote it.
    case text(String)
    /// A wireless network to join.
    case network(WirelessNetwork)

    /// Makes the page of a payload; what is no network is shown as its text.
    package init(_ payload: Payload) {
        guard payload.type == .wifi, let network = WirelessNetwork(payload.text) else {
            self = .text(payload.text)
            return
        }
        self = .network(network)
    }
}

/// A wireless network read from `WIFI:T:WPA;S:network;P:password;H:true;;`.
package struct WirelessNetwork: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// Its password; nil for an open network.
    package let password: String?
    /// How it is secured: `WPA`, `WEP` or whatever the form says; nil for an open network.
    package let security: String?
    /// Whether it does not announce its name.
    package let isHidden: Bool

    /// Reads the form that cameras know.
    /// - Returns: nil when there is no network name.
    package init?(_ text: String) {
        var values: [String: String] = [:]
        for field in ShortForm.split(text.dropFirst("WIFI:".count), at: ";") {
            guard let colon = field.firstIndex(of: ":") else { continue }
            values[field[..<colon].uppercased()] = ShortForm.unescape(field[field.index(after: colon)...])
        }
        guard let name = values["S"], !name.isEmpty else { return nil }
        self.name = name
        let security = values["T"].flatMap { $0.isEmpty || $0.lowercased() == "nopass" ? nil : $0 }
        self.security = security
        password = values["P"].flatMap { $0.isEmpty ? nil : $0 }
        isHidden = values["H"]?.lowercased() == "true"
    }
}
