// SPDX-License-Identifier: Apache-2.0

import QREncoder

extension Renderer {
    /// Divides the text of a request among several symbols, which readers put together again (Structured Append), and
    /// draws each.
    ///
    /// A logo does not raise the error correction here: the scan report judges it.
    ///
    /// - Parameters:
    ///   - request: What to draw and how; the same look for every symbol.
    ///   - count: The number of symbols, 2…16.
    /// - Returns: The pictures in the order of the text.
    /// - Throws: ``RenderError`` as ``render(_:)`` does, and for a number of symbols that is not allowed.
    public static func renderSequence(
        _ request: RenderRequest,
        symbols count: Int,
    ) throws(RenderError) -> [RenderedImage] {
        let symbols: [QRSymbol]
        do {
            symbols = try QRSymbol.structuredAppend(
                text: request.text, options: request.style.encodingOptions, symbols: count, )
        } catch {
            throw .content(error)
        }
        var images: [RenderedImage] = []
        for symbol in symbols { images.append(try draw(symbol, as: request)) }
        return images
    }
}
