// SPDX-License-Identifier: Apache-2.0

import Codes

/// The parameter of a scanned URL that is the platform's own: `source`, which says where the code is printed.
enum OwnParameters {
    private static let source = "source"

    /// The source that a query names, where it is one of the code's.
    static func source(in query: String, of names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        for parameter in query.utf8.prefix(2_048).split(separator: UInt8(ascii: "&")) {
            let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, decoded(parts[0]) == source else { continue }
            let value = decoded(parts[1])
            return names.first { $0 == value }
        }
        return nil
    }

    /// The query without the parameter.
    static func strip(_ query: String) -> String {
        let kept = query.split(separator: "&").filter { decoded($0.utf8.prefix { $0 != UInt8(ascii: "=") }) != source }
        return kept.joined(separator: "&")
    }

    /// A name or a value, whichever of its characters are percent-encoded: some scanners encode more than they need.
    private static func decoded(_ part: some Sequence<UInt8>) -> String {
        String(decoding: PercentEncoding.decode(part), as: UTF8.self)
    }
}
