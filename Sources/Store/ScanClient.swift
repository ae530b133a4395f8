// SPDX-License-Identifier: Apache-2.0

/// What a scan was made with, as far as its user agent says.
package struct ScanClient: Sendable, Hashable {
    /// What sort of device.
    package let device: DeviceClass
    /// The operating system's family, such as `iOS`; `Other` where it is not known.
    package let os: String
    /// The browser's or app's family, such as `Mobile Safari`; `Other` where it is not known.
    package let browser: String

    /// Nothing is known.
    package static let unknown = ScanClient(device: .other, os: "Other", browser: "Other")

    /// Makes a client; families are uap-core's.
    package init(device: DeviceClass, os: String, browser: String) {
        self.device = device
        self.os = os
        self.browser = browser
    }
}

/// What sort of device scanned; the raw values are what stores keep.
package enum DeviceClass: Int, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// Anything else, such as televisions, watches and programs, or not known.
    case other = 0
    /// A telephone, or a player of its size.
    case mobile = 1
    /// A tablet.
    case tablet = 2
    /// A computer on or under a desk, or on a lap.
    case desktop = 3

    /// The name in answers.
    package var description: String {
        switch self {
        case .other: "other"
        case .mobile: "mobile"
        case .tablet: "tablet"
        case .desktop: "desktop"
        }
    }
}
