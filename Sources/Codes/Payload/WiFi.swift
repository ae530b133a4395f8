// SPDX-License-Identifier: Apache-2.0

/// A wireless network to join, in the form that phones read: `WIFI:T:WPA;S:…;P:…;H:true;;`.
enum WiFi {
    /// How the network is secured; words outside this list are refused.
    enum Security: String, CaseIterable {
        /// WPA, WPA2 or WPA3 with a password.
        case wpa = "WPA"
        /// WEP with a key.
        case wep = "WEP"
        /// An open network.
        case open = "nopass"
    }

    /// Fields: `ssid` (1–32 bytes), `password` (at most 63 bytes), `security` (also `encryption` or `type`), `hidden`.
    static func compose(_ fields: inout FieldReader) -> String? {
        let network = fields.string("ssid", maximum: 32, required: true)
        let password = fields.string("password", maximum: 63)
        let security = security(&fields, hasPassword: password?.isEmpty == false)
        let hidden = fields.bool("hidden") ?? false
        guard let network, let security else { return nil }
        if network.isEmpty { fields.fault("ssid", "ssid is empty; a network has 1 to 32 bytes") }
        if security != .open, password?.isEmpty ?? true {
            fields.fault("password", "password is required with \(security.rawValue); use nopass for an open network")
        }
        var text = "WIFI:T:\(security.rawValue);S:\(escape(network));"
        if security != .open, let password { text += "P:\(escape(password));" }
        if hidden { text += "H:true;" }
        return text + ";"
    }

    /// Checks a ready-made string.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        guard text.hasPrefix("WIFI:"), text.hasSuffix(";"), text.contains("S:") else {
            throw .invalid(pointer, "data is not of the form WIFI:T:WPA;S:network;P:password;;")
        }
        return text
    }

    private static func security(_ fields: inout FieldReader, hasPassword: Bool) -> Security? {
        let name = ["security", "encryption", "type"].first { fields.has($0) } ?? "security"
        guard let word = fields.string(name, maximum: 16) else { return hasPassword ? .wpa : .open }
        switch word.lowercased() {
        case "wpa", "wpa2", "wpa3", "wpa/wpa2", "wpa2/wpa3": return .wpa
        case "wep": return .wep
        case "nopass", "none", "open", "": return .open
        default:
            fields.fault(name, "\(name) is \"\(word)\"; allowed are WPA, WEP and nopass")
            return nil
        }
    }

    /// A backslash goes before each character that has a meaning in the form.
    private static func escape(_ text: String) -> String { escapeMeCard(text) }
}

/// Escapes a value of the `KEY:value;` forms (MECARD, WIFI): a backslash before `\ ; : , "`.
func escapeMeCard(_ text: String) -> String {
    var result = ""
    for character in text {
        if #"\;:,""#.contains(character) { result.append("\\") }
        result.append(character)
    }
    return result
}
