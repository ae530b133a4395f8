// SPDX-License-Identifier: Apache-2.0

/// What a picture asks of a plan.
package struct PictureDemand: Sendable, Hashable {
    /// The inches of one side on paper; nil where paper is not spoken of.
    package let inches: Double?
    /// The dots an inch; nil where none are named.
    package let dpi: Int?
    /// The pixels of one side where they are named, and not inches; nil where the symbol decides.
    package let pixels: Int?
    /// Whether it holds a picture of its owner's: a logo, or one behind the modules.
    package let hasPicture: Bool

    /// Puts a demand together.
    package init(inches: Double?, dpi: Int?, pixels: Int?, hasPicture: Bool) {
        self.inches = inches
        self.dpi = dpi
        self.pixels = pixels
        self.hasPicture = hasPicture
    }
}

/// A limit of a plan that a picture goes beyond.
package enum PictureExcess: Error, Sendable, Hashable {
    /// It is longer on paper than the plan allows.
    case inches(most: Double)
    /// It is finer than the plan allows.
    case dpi(most: Int)
    /// It has more pixels than the longest side of the plan at its finest resolution.
    case pixels(most: Int)
    /// The plan has no pictures within pictures.
    case picture
}

extension Plan {
    /// The most pixels that one side of a picture may have.
    package var mostPixels: Int { Int(maxSizeInches * Double(maxDpi)) }

    /// Every limit that a picture goes beyond; empty where the plan allows it.
    package func excesses(of demand: PictureDemand) -> [PictureExcess] {
        var excesses: [PictureExcess] = []
        if let inches = demand.inches, inches > maxSizeInches { excesses.append(.inches(most: maxSizeInches)) }
        if let dpi = demand.dpi, dpi > maxDpi { excesses.append(.dpi(most: maxDpi)) }
        if let pixels = demand.pixels, pixels > mostPixels { excesses.append(.pixels(most: mostPixels)) }
        if demand.hasPicture, !logos { excesses.append(.picture) }
        return excesses
    }
}

/// A field by which a picture goes beyond its account's plan.
package struct PlanFault: Sendable, Hashable {
    /// A JSON Pointer to the field.
    package let pointer: String
    /// The limit.
    package let excess: PictureExcess
    /// The name of the plan.
    package let plan: String

    /// Puts a fault together.
    package init(_ pointer: String, _ excess: PictureExcess, of plan: String) {
        self.pointer = pointer
        self.excess = excess
        self.plan = plan
    }
}
