// SPDX-License-Identifier: Apache-2.0

import Codes

/// The device and operating system that a user agent tells of, as coarsely as a rule needs it.
///
/// A dozen words that browsers have kept for years, in place of the thousands of patterns that statistics use: this runs
/// before the answer. An iPad that asks for desktop pages says that it is a Mac, and is taken for one.
struct ScannerKind: Sendable, Hashable {
    /// The device; nil where the user agent does not say.
    let device: DeviceKind?
    /// The operating system; nil where the user agent does not say.
    let system: SystemFamily?

    /// Reads a user agent.
    init(userAgent: String) {
        let bytes = Array(userAgent.utf8.prefix(512))
        func says(_ word: StaticString) -> Bool { Self.contains(bytes.span, word) }
        let isMobile = says("Mobile") || says("Phone")
        if says("iPad") {
            (device, system) = (.tablet, .ios)
        } else if says("iPhone") || says("iPod") {
            (device, system) = (.mobile, .ios)
        } else if says("Windows") {
            (device, system) = (isMobile ? .mobile : .desktop, .windows)
        } else if says("Android") {
            // Google's advice to makers: phones say Mobile, tablets don't.
            (device, system) = (isMobile ? .mobile : .tablet, .android)
        } else if says("CrOS") {
            (device, system) = (.desktop, .chromeos)
        } else if says("Macintosh") {
            (device, system) = (.desktop, .macos)
        } else if says("Linux") || says("X11") {
            (device, system) = (isMobile ? .mobile : .desktop, .linux)
        } else {
            (device, system) = (isMobile ? .mobile : nil, nil)
        }
    }

    private static func contains(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard text.count >= length else { return false }
        for start in 0...text.count - length where matches(text, word, at: start) { return true }
        return false
    }

    private static func matches(_ text: Span<UInt8>, _ word: StaticString, at start: Int) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            // Within the literal by the loop's bounds.
            let expected = unsafe word.utf8Start[index]
            guard text[start + index] == expected else { return false }
        }
        return true
    }
}
