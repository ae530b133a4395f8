// SPDX-License-Identifier: Apache-2.0

/// What is drawn, in modules, independent of any device: every writer starts from the same scene, so that all formats
/// show the same picture.
///
/// The origin is the top left corner of the quiet zone, x goes right, y goes down. Parts are painted in the order of
/// the properties.
package struct Scene: Hashable, Sendable {
    /// The modules along one side, quiet zone included.
    package let side: Int
    /// What fills the whole picture.
    package let background: Color
    /// The dark modules.
    package let modules: ModuleLayer
    /// What the picture is called.
    package let title: String
    /// What the picture is for.
    package let description: String?
}

/// Dark modules of one color.
package struct ModuleLayer: Hashable, Sendable {
    /// The modules.
    package let grid: ModuleGrid
    /// The scene's column and row of the grid's first module.
    package let origin: Int
    /// The color of the dark ones.
    package let color: Color
}
