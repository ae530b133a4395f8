// SPDX-License-Identifier: Apache-2.0

/// How the eyes look: the three finder patterns in the corners, each a frame of seven modules around a centre of three.
public struct EyeStyle: Hashable, Sendable {
    /// The shapes of an eye's frame.
    public enum Frame: String, CaseIterable, Hashable, Sendable {
        /// Sharp corners.
        case square
        /// Round corners.
        case rounded
        /// Rounder corners.
        case extraRounded = "extra-rounded"
        /// A ring.
        case circle
        /// Round corners but for the top left one.
        case leafTopLeft = "leaf-tl"
        /// Round corners but for the top right one.
        case leafTopRight = "leaf-tr"
        /// Round corners but for the bottom right one.
        case leafBottomRight = "leaf-br"
        /// Round corners but for the bottom left one.
        case leafBottomLeft = "leaf-bl"
        /// Sharp outside, round inside.
        case frame
        /// A ring of dots, one a module.
        case dots
    }

    /// The shapes of an eye's centre.
    public enum Center: String, CaseIterable, Hashable, Sendable {
        /// Sharp corners.
        case square
        /// Round corners.
        case rounded
        /// A disc.
        case circle
        /// Round corners but for the top left one.
        case leafTopLeft = "leaf-tl"
        /// A disc with rays.
        case sunburst
        /// A star.
        case star
        /// A square on its corner.
        case diamond
        /// A cross with broad arms.
        case cross
        /// Nine dots, one a module, that have run together.
        case dots
    }

    /// The shape of the frames.
    public var frame: Frame
    /// The shape of the centres.
    public var center: Center
    /// What the frames are painted with; `nil` for the paint of the modules.
    public var framePaint: Paint?
    /// What the centres are painted with; `nil` for the paint of the modules.
    public var centerPaint: Paint?
    /// The color of a thin line around each eye, inside the separator; `nil` for none.
    public var outline: Color?

    /// Sharp squares in the paint of the modules.
    public static let standard = EyeStyle()

    /// Makes a look of the eyes.
    ///
    /// - Parameters:
    ///   - frame: The shape of the frames.
    ///   - center: The shape of the centres.
    ///   - framePaint: What the frames are painted with, or `nil` for the paint of the modules.
    ///   - centerPaint: What the centres are painted with, or `nil` for the paint of the modules.
    ///   - outline: The color of a thin line around each eye, or `nil` for none.
    public init(
        frame: Frame = .square,
        center: Center = .square,
        framePaint: Paint? = nil,
        centerPaint: Paint? = nil,
        outline: Color? = nil,
    ) {
        self.frame = frame
        self.center = center
        self.framePaint = framePaint
        self.centerPaint = centerPaint
        self.outline = outline
    }
}
