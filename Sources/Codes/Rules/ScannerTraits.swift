// SPDX-License-Identifier: Apache-2.0

/// What a scan is made with, as coarsely as a rule needs it.
package enum DeviceKind: String, Sendable, CaseIterable {
    /// A phone.
    case mobile
    /// A tablet.
    case tablet
    /// A computer.
    case desktop
}

/// The operating system that a scan comes from, as coarsely as a rule needs it.
package enum SystemFamily: String, Sendable, CaseIterable {
    /// iPhones and iPads.
    case ios
    /// Phones and tablets with Android.
    case android
    /// Microsoft Windows.
    case windows
    /// Macs.
    case macos
    /// Linux on computers.
    case linux
    /// Chromebooks.
    case chromeos
}

/// A day of the week.
package enum Weekday: String, Sendable, CaseIterable {
    /// The days in the order of ISO 8601.
    case mon, tue, wed, thu, fri, sat, sun
}
