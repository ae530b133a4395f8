// SPDX-License-Identifier: Apache-2.0

/// What a part of a picture is painted with.
public enum Paint: Hashable, Sendable {
    /// One color.
    case solid(Color)
    /// Colors that run into each other.
    case gradient(Gradient)

    /// Solid black.
    public static let black = Paint.solid(.black)
    /// Solid white.
    public static let white = Paint.solid(.white)
    /// Nothing at all.
    public static let transparent = Paint.solid(.transparent)

    /// The color, where there is only one.
    public var color: Color? {
        if case .solid(let color) = self { color } else { nil }
    }
}
