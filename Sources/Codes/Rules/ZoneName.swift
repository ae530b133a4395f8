// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Finds time zones by the names of the IANA database.
package enum ZoneName {
    /// Names without a slash in the IANA database; what else Foundation knows (`PST`, `GMT+5`) is none.
    private static let plainNames: Set<String> = [
        "UTC", "GMT", "CET", "EET", "MET", "WET", "EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT",
    ]

    /// The zone of an IANA name, such as `Europe/Paris`.
    /// - Returns: nil when there is none of that name.
    package static func find(_ name: String) -> TimeZone? {
        guard name.utf8.count <= 64, name.contains("/") || plainNames.contains(name) else { return nil }
        return TimeZone(identifier: name)
    }
}
