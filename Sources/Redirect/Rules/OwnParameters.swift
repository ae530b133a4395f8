// SPDX-License-Identifier: Apache-2.0

/// The parameter of a scanned URL that is the platform's own: `source`, which says where the code is printed.
enum OwnParameters {
    private static let source = "source"

    /// The source that a query names, where it is one of the code's.
    static func source(in query: String, of names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        for parameter in query.utf8.prefix(2_048).split(separator: UInt8(ascii: "&")) {
            let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, Substring(parts[0]) == source else { continue }
            return names.first { $0 == Substring(parts[1]) }
        }
        return nil
    }

    /// The query without the parameter.
    static func strip(_ query: String) -> String {
        let kept = query.split(separator: "&").filter { $0 != source && !$0.hasPrefix(source + "=") }
        return kept.joined(separator: "&")
    }
}
