// SPDX-License-Identifier: Apache-2.0

/// By what scans are broken down.
///
/// The raw values are what stores keep.
package enum ScanDimension: Int, Sendable, Hashable, CaseIterable {
    /// ISO 3166 alpha-2, `??` where it is not known.
    case country = 0
    /// ISO 3166-2, such as `FR-IDF`, or an English name.
    case region = 1
    /// English names.
    case city = 2
    /// `mobile`, `tablet`, `desktop`, `other`.
    case device = 3
    /// Families of operating systems, as uap-core names them.
    case os = 4
    /// Families of browsers and apps, as uap-core names them.
    case browser = 5
    /// Hosts of referrers in lower case.
    case referrer = 6
    /// Primary subtags, such as `fr`.
    case language = 7
    /// The names that scanned URLs gave.
    case source = 8
    /// Names of variants, see ``VariantLabel``.
    case variant = 9
}
