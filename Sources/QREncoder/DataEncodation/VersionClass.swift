// SPDX-License-Identifier: Apache-2.0

/// The versions that share their character count lengths, and so the optimal segmentation of a text
/// (ISO/IEC 18004:2015, 7.4.1, Table 3).
enum VersionClass: Int, CaseIterable {
    /// Versions 1…9.
    case small
    /// Versions 10…26.
    case middle
    /// Versions 27…40.
    case large

    /// The class of a version.
    init(version: Int) { self = version < 10 ? .small : version < 27 ? .middle : .large }

    /// The versions of the class.
    var versions: ClosedRange<Int> {
        switch self {
        case .small: 1...9
        case .middle: 10...26
        case .large: 27...40
        }
    }
}
