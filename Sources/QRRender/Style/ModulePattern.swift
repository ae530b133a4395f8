// SPDX-License-Identifier: Apache-2.0

/// The shape of the dark modules outside the eyes.
public enum ModulePattern: String, CaseIterable, Hashable, Sendable {
    /// Sharp squares.
    case squares
    /// Regions whose outer corners are round.
    case rounded
    /// A disc for each module that nearly fills it.
    case dot
    /// A square for each module that stands on its corner.
    case diamond
    /// Regions whose outer corners are round and whose inner corners are filled, as drops run together.
    case liquid
    /// Rows of neighbours become bars with round ends.
    case connectedHorizontal = "connected-h"
    /// Columns of neighbours become bars with round ends.
    case connectedVertical = "connected-v"
    /// A hexagon for each module.
    case hexagon
    /// A five-pointed star for each module.
    case star
    /// Discs whose size follows the background picture's darkness; without one, largest in the middle of the code.
    case halftone
    /// A square for each module with a thin ring around it.
    case frame
    /// A disc for each module that fills it: `dots` of the open styling vocabulary.
    case dots
    /// Regions with two round corners, opposite each other.
    case classy
    /// Like ``classy``, with larger corners.
    case classyRounded = "classy-rounded"
    /// Regions whose outer corners are as round as they can be.
    case extraRounded = "extra-rounded"
}
