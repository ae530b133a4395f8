// SPDX-License-Identifier: Apache-2.0

/// Where the modules of a scene lie on a raster: modules are squares of whole pixels, all equal, because decoders and
/// printers blur anything else; the pixels that are left over widen the quiet zone.
package struct PixelLayout: Hashable, Sendable {
    /// The pixels along one side of the picture.
    package let side: Int
    /// The pixels along one side of a module.
    package let module: Int
    /// The spare pixels before the scene, on the left and at the top; the other sides have as many or one more.
    package let offset: Int

    /// Lays a scene out.
    ///
    /// - Parameters:
    ///   - modules: The modules along one side of the scene, at least 1.
    ///   - size: The size of the picture.
    /// - Throws: ``RenderError/sizeTooSmall(pixels:least:)`` when a module would have less than one pixel.
    package init(modules: Int, size: ImageSize) throws(RenderError) {
        guard let pixels = size.pixels else {
            module = Self.automaticModule(modules: modules)
            side = module * modules
            offset = 0
            return
        }
        guard pixels >= modules else { throw .sizeTooSmall(pixels: pixels, least: modules) }
        side = pixels
        module = pixels / modules
        offset = (pixels - module * modules) / 2
    }

    /// A square part of a raster.
    ///
    /// - Parameters:
    ///   - side: The pixels along one side.
    ///   - module: The pixels along one side of a module.
    ///   - offset: The place of the first module, which may lie outside.
    init(side: Int, module: Int, offset: Int) {
        (self.side, self.module, self.offset) = (side, module, offset)
    }

    /// As many pixels as fit in 512 for the whole scene, but at least 4: below that, cameras and decoders begin to fail
    /// on a screen.
    package static func automaticModule(modules: Int) -> Int {
        max(4, 512 / modules)
    }

    /// The pixels of a run of modules along either axis.
    ///
    /// - Parameter modules: Columns or rows of the scene.
    /// - Returns: The columns or rows of pixels.
    package func pixels(of modules: Range<Int>) -> Range<Int> {
        offset + modules.lowerBound * module..<offset + modules.upperBound * module
    }
}
