// SPDX-License-Identifier: Apache-2.0

/// A picture in the middle of the symbol.
public struct Logo: Hashable, Sendable {
    /// The share of the symbol's side that a logo's longer side may take.
    public static let ratioRange = 0.05...0.5
    /// The modules that may stay empty around a logo.
    public static let marginRange = 0.0...5.0

    /// The picture; its proportions are kept.
    public let picture: Picture
    /// The longer side as a share of the symbol's side, quiet zone not counted.
    public let ratio: Double
    /// Whether the modules that it touches, margin included, are left out; else it lies over them.
    public let clearsModules: Bool
    /// The width in modules that stays empty around it where modules are left out.
    public let margin: Double

    /// Makes a logo from its parts.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - ratio: The share of the symbol's side, 0.05…0.5.
    ///   - clearsModules: Whether the modules below are left out.
    ///   - margin: The empty width around it in modules, 0…5.
    /// - Throws: ``StyleError`` that names the first part out of range.
    public init(
        _ picture: Picture,
        ratio: Double = 0.24,
        clearsModules: Bool = true,
        margin: Double = 0.5,
    ) throws(StyleError) {
        guard Self.ratioRange.contains(ratio) else {
            throw StyleError(field: .logoRatio, value: "\(ratio)", allowed: "a number from 0.05 to 0.5")
        }
        guard Self.marginRange.contains(margin) else {
            throw StyleError(field: .logoMargin, value: "\(margin)", allowed: "a number from 0 to 5 (modules)")
        }
        self.picture = picture
        self.ratio = ratio
        self.clearsModules = clearsModules
        self.margin = margin
    }
}
