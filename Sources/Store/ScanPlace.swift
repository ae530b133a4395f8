// SPDX-License-Identifier: Apache-2.0

/// Where in a country a scan was made, as far as its address told.
package struct ScanPlace: Sendable, Hashable {
    /// The first subdivision by its ISO 3166-2 code, such as `FR-IDF`, or by its English name where no code is known.
    ///
    /// Nil where it is not known.
    package let region: String?
    /// The English name of the city, at most 128 bytes; nil where it is not known.
    package let city: String?

    /// Makes a place.
    package init(region: String?, city: String?) {
        self.region = region
        self.city = city
    }
}
