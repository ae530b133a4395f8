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
        let network = fields.line("ssid", maximum: 32, required: true)
        let password = fields.line("password", maximum: 63)
        let security = security(&fields, hasPassword: password != nil)
        let hidden = fields.bool("hidden") ?? false
        if let security { check(password, against: security, &fields) }
        guard let network, let security else { return nil }
        var text = "WIFI:T:\(security.rawValue);S:\(ShortForm.escape(network));"
        if let password { text += "P:\(ShortForm.escape(password));" }
        if hidden { text += "H:true;" }
        return text + ";"
    }

    /// Checks a ready-made string.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        guard ShortForm.isWellFormed(text, prefix: "WIFI:", field: "S") else {
            throw .invalid(pointer, "data is not of the form WIFI:T:WPA;S:network;P:password;;")
        }
        return text
    }

    private static func check(_ password: String?, against security: Security, _ fields: inout FieldReader) {
        switch (security, password) {
        case (.open, .some):
            fields.fault("password", "password is given but the network is open; leave it out, or name WPA or WEP")
        case (.wpa, nil), (.wep, nil):
            // A password that was refused for its form is there all the same.
            guard fields.value("password") == nil || fields.value("password") == .string("") else { return }
            let detail = "password is required with \(security.rawValue); use nopass for an open network"
            fields.fault("password", detail, kind: .missing)
        default: break
        }
    }

    private static func security(_ fields: inout FieldReader, hasPassword: Bool) -> Security? {
        let name = fields.name(among: ["security", "encryption", "type"])
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
}
