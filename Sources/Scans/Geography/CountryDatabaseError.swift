// SPDX-License-Identifier: Apache-2.0

/// Why a country database cannot be used.
package struct CountryDatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of failure it is.
    package enum Code: Sendable, Hashable {
        /// There is no such file, or it may not be read.
        case unreadable
        /// The file is no MaxMind DB file, or it is damaged.
        case corrupt
    }

    /// What sort of failure it is.
    package let code: Code
    /// The path of the file.
    package let path: String
    /// The library's own words.
    package let detail: String

    /// What the operator can do about it.
    package var hint: String {
        switch code {
        case .unreadable: "Check WAYMARK_GEOIP_DB: a MaxMind DB file with countries, readable by the server's user"
        case .corrupt: "Fetch or build the file again: WAYMARK_GEOIP_DB wants a MaxMind DB file with countries"
        }
    }

    /// Path, words and advice in one line.
    package var description: String { "\(path): \(detail). \(hint)" }
}
