// SPDX-License-Identifier: Apache-2.0

/// An sRGB color with straight (not premultiplied) alpha, eight bits a channel.
public struct Color: Hashable, Sendable {
    /// The red channel, 0…255.
    public let red: UInt8
    /// The green channel, 0…255.
    public let green: UInt8
    /// The blue channel, 0…255.
    public let blue: UInt8
    /// The opacity: 0 shows nothing of the color, 255 nothing of what is behind it.
    public let alpha: UInt8

    /// Black, #000000.
    public static let black = Color(red: 0, green: 0, blue: 0)
    /// White, #ffffff.
    public static let white = Color(red: 255, green: 255, blue: 255)
    /// Nothing at all; white underneath, because programs that drop alpha then still show a light background.
    public static let transparent = Color(red: 255, green: 255, blue: 255, alpha: 0)

    /// Makes a color from its channels.
    ///
    /// - Parameters:
    ///   - red: The red channel, 0…255.
    ///   - green: The green channel, 0…255.
    ///   - blue: The blue channel, 0…255.
    ///   - alpha: The opacity, 0…255; opaque by default.
    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }
}
