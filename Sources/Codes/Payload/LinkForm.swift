// SPDX-License-Identifier: Apache-2.0

/// Strings of the types that have a URI scheme: mail, phone, short message, place.
enum LinkForm {
    /// Checks a string and gives it its scheme where it is missing, so that phones act on it.
    static func check(_ text: String, as type: DataType, at pointer: String) throws(CodeError) -> String {
        guard !text.containsControlCharacter else {
            throw .invalid(pointer, "data has control characters; percent-encode them")
        }
        let (scheme, rest) = split(text, type)
        // What follows the number, address or place: parameters and query.
        let target = rest.prefix { !ends(of: type).contains($0) }
        let isFine =
            switch type {
            case .email: Mail.isAddressList(target)
            case .phone, .sms: Phone.isNumber(target)
            default: Place.isPlace(rest)
            }
        guard isFine else { throw .invalid(pointer, "data is not of the form \(example(of: type))") }
        let isNumber = type == .phone || type == .sms
        return scheme + (isNumber ? Phone.inURI(target) : String(target)) + rest[target.endIndex...]
    }

    /// The link in printable ASCII, for a `Location` header.
    ///
    /// What is not ASCII is percent-encoded as UTF-8 (RFC 3986 section 2.5);
    /// the `smsto:` form of older readers becomes `sms:` (RFC 5724), which browsers know.
    static func location(of text: String, type: DataType) -> String {
        var link = text
        if type == .sms, text.lowercased().hasPrefix("smsto:") {
            let parts = text.dropFirst("smsto:".count).split(separator: ":", maxSplits: 1)
            link = "sms:" + (parts.first ?? "")
            if parts.count == 2 { link += "?body=" + PercentEncoding.encode(String(parts[1])) }
        }
        return PercentEncoding.ascii(link)
    }

    private static func split(_ text: String, _ type: DataType) -> (scheme: String, rest: Substring) {
        let schemes: [String] =
            switch type {
            case .email: ["mailto:"]
            case .phone: ["tel:"]
            case .sms: ["sms:", "smsto:"]
            default: ["geo:"]
            }
        for scheme in schemes where text.lowercased().hasPrefix(scheme) {
            return (String(text.prefix(scheme.count)), text.dropFirst(scheme.count))
        }
        return (schemes[0], Substring(text))
    }

    private static func ends(of type: DataType) -> String {
        switch type {
        case .email: "?"
        case .phone: ";"
        case .sms: "?:;"
        default: ";?"
        }
    }

    private static func example(of type: DataType) -> String {
        switch type {
        case .email: "name@example.com or mailto:name@example.com?subject=Hello"
        case .phone: "+15551234567 or tel:+15551234567"
        case .sms: "+15551234567, sms:+15551234567?body=Hello or smsto:+15551234567:Hello"
        default: "48.8584,2.2945 or geo:48.8584,2.2945 (latitude -90 to 90, longitude -180 to 180)"
        }
    }
}
