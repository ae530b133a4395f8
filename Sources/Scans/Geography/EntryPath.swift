// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Keys that lead to a text in an entry, as the null-terminated array of C strings that the library walks along.
///
/// Made once for the life of the process. The names are those of MaxMind's GeoIP2 databases.
@safe
struct EntryPath: @unchecked Sendable {
    /// The country where the address is used.
    static let country = EntryPath("country", "iso_code")
    /// The country where its block is registered: all that is known of some blocks.
    static let registeredCountry = EntryPath("registered_country", "iso_code")
    /// The first subdivision of the country by the second part of its ISO 3166-2 code.
    static let regionCode = EntryPath("subdivisions", "0", "iso_code")
    /// Its English name: all that some databases have.
    static let regionName = EntryPath("subdivisions", "0", "names", "en")
    /// The English name of the city.
    static let city = EntryPath("city", "names", "en")

    let keys: UnsafePointer<UnsafePointer<CChar>?>

    private init(_ names: String...) {
        let keys = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: names.count + 1)
        for (index, name) in names.enumerated() { unsafe (keys + index).initialize(to: UnsafePointer(strdup(name))) }
        unsafe (keys + names.count).initialize(to: nil)
        unsafe self.keys = UnsafePointer(keys)
    }
}
