// SPDX-License-Identifier: Apache-2.0

/// Tells the country of an address from a MaxMind DB file, such as GeoLite2 Country or DB-IP Country Lite.
package final class CountryDatabase: Sendable {
    /// Maps the file.
    /// - Throws: ``JournalError`` when the file is missing or no country database.
    package init(path: String) throws(JournalError) {}

    /// The country of an address, or nil where it is unknown, private or special. Neither allocates nor waits.
    package func country(of address: IPAddress) -> CountryCode? { nil }
}
