// SPDX-License-Identifier: Apache-2.0

/// Writes a scene as a PDF of one page, which is exactly as large as the code.
package enum PDFWriter {
    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - size: The size of the page; see ``ImageSize/points(modules:)`` for what pixels mean.
    ///   - ink: The inks.
    /// - Returns: The bytes of the file.
    /// - Throws: ``RenderError/outOfMemory``.
    package static func write(_ scene: Scene, size: ImageSize, ink: PrintInk = .rgb) throws(RenderError) -> [UInt8] {
        let points = size.points(modules: scene.side)
        let scale = points / Double(scene.side)
        var file = PDFFile()
        // The origin of a page is its lower left corner.
        let drawing = try PDFDrawing(scene, matrix: [scale, 0, 0, -scale, 0, points], ink: ink, in: &file)
        var pages = PDFPages(file: &file)
        try pages.append(
            width: points, height: points, resources: drawing.resources, content: drawing.content.bytes, to: &file,
        )
        pages.finish(title: scene.title, subject: scene.description, in: &file)
        return file.take()
    }
}
