// SPDX-License-Identifier: Apache-2.0

/// What a user agent says of the browser, the system and the device, in uap-core's names.
package struct UserAgent: Sendable, Hashable {
    /// A browser or a system: its family and the numbers of its version, as far as they are said.
    package struct Product: Sendable, Hashable {
        /// The family, such as `Mobile Safari`; `Other` where no rule knows it.
        package var family: String
        /// The version's numbers, the most important first; nil where one is not said.
        package var version: [String?]
    }

    /// What is known of the device.
    package struct Device: Sendable, Hashable {
        /// The family, such as `iPhone`; `Spider` for robots and `Other` where no rule knows it.
        package var family: String
        /// The manufacturer, such as `Apple`.
        package var brand: String?
        /// The model, such as `iPhone`.
        package var model: String?
    }

    /// The browser or app.
    package var browser: Product
    /// The operating system.
    package var system: Product
    /// The device.
    package var device: Device
}
