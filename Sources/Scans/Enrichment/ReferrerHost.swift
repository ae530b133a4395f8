// SPDX-License-Identifier: Apache-2.0

/// The host of a referrer: all of it that is kept, for paths and queries say more of a person than of a campaign.
enum ReferrerHost {
    /// The most bytes of a host (RFC 1035, section 2.3.4, without the length and root bytes).
    private static let longest = 253

    /// Reads the host, in lower case, of `https://host/…` and of `android-app://package/`.
    /// - Returns: nil for what has no host, or one of other characters than hosts have.
    static func host(of referrer: String) -> String? {
        let bytes = Array(referrer.utf8)
        guard let start = authority(of: bytes) else { return nil }
        let end = bytes[start...].firstIndex { "/?#\\".utf8.contains($0) } ?? bytes.count
        var host = bytes[start..<end]
        if let sign = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(sign + 1)...] }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            // A port is left out; IPv6 in brackets has colons too, and refers to nobody.
            guard host[(colon + 1)...].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                return nil
            }
            host = host[..<colon]
        }
        if host.last == UInt8(ascii: ".") { host = host.dropLast() }
        guard !host.isEmpty, host.count <= longest, host.allSatisfy(isOfHost) else { return nil }
        return String(decoding: host, as: UTF8.self).lowercased()
    }

    /// Where what follows `://` begins.
    private static func authority(of bytes: [UInt8]) -> Int? {
        for scheme in ["https://", "http://", "android-app://"] {
            let length = scheme.utf8.count
            if bytes.count > length, String(decoding: bytes[..<length], as: UTF8.self).lowercased() == scheme {
                return length
            }
        }
        return nil
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
