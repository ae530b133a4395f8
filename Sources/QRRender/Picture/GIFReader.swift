// SPDX-License-Identifier: Apache-2.0

import CGIF

/// Reads the first frame of GIF files with giflib, record by record, so that sizes are known before pixels are.
enum GIFReader {
    /// The canvas with the first frame on it.
    static func read(_ file: [UInt8]) throws(PictureError) -> PixelBlock {
        try unsafe file.span.bytes.withUnsafeBytes { bytes throws(PictureError) in
            var source = unsafe GIFSource(bytes: bytes)
            return try unsafe withUnsafeMutablePointer(to: &source) { source throws(PictureError) in
                guard let gif = unsafe DGifOpen(source, GIFSource.read, nil) else { throw .damaged(.gif) }
                defer { unsafe DGifCloseFile(gif, nil) }
                return try unsafe firstFrame(of: gif)
            }
        }
    }

    private static func firstFrame(of gif: UnsafeMutablePointer<GifFileType>) throws(PictureError) -> PixelBlock {
        let transparent = try unsafe skipToImage(gif)
        // Where the frame goes over the edge of the screen, the screen grows, as in browsers.
        let frame = unsafe gif.pointee.Image
        let placement = unsafe FramePlacement(
            canvasWidth: max(Int(gif.pointee.SWidth), Int(frame.Left) + Int(frame.Width)),
            canvasHeight: max(Int(gif.pointee.SHeight), Int(frame.Top) + Int(frame.Height)),
            left: Int(frame.Left), top: Int(frame.Top), width: Int(frame.Width), height: Int(frame.Height),
        )
        try PictureDecoder.check(.gif, width: placement.width, height: placement.height)
        try PictureDecoder.check(.gif, width: placement.canvasWidth, height: placement.canvasHeight)
        guard let palette = unsafe palette(of: gif, transparent: transparent) else { throw .damaged(.gif) }
        let indices = try unsafe indices(of: gif, placement)
        return placement.compose { row, line in
            for index in indices[row * placement.width..<(row + 1) * placement.width] {
                let color = palette[Int(index)]
                line.append(color.red)
                line.append(color.green)
                line.append(color.blue)
                line.append(color.alpha)
            }
        }
    }

    /// Reads up to the first image; returns the index of the transparent color, if there is one.
    private static func skipToImage(_ gif: UnsafeMutablePointer<GifFileType>) throws(PictureError) -> Int? {
        var transparent: Int?
        while true {
            var record = UNDEFINED_RECORD_TYPE
            guard unsafe DGifGetRecordType(gif, &record) == GIF_OK else { throw .damaged(.gif) }
            switch record {
            case IMAGE_DESC_RECORD_TYPE:
                guard unsafe DGifGetImageDesc(gif) == GIF_OK else { throw .damaged(.gif) }
                return transparent
            case EXTENSION_RECORD_TYPE:
                var code: Int32 = 0
                var block: UnsafeMutablePointer<GifByteType>?
                guard unsafe DGifGetExtension(gif, &code, &block) == GIF_OK else { throw .damaged(.gif) }
                while let bytes = unsafe block {
                    if code == GRAPHICS_EXT_FUNC_CODE, unsafe bytes[0] >= 4 {
                        // GIF89a, section 23: flags, two bytes of delay, the transparent color.
                        transparent = unsafe bytes[1] & 1 == 1 ? Int(bytes[4]) : nil
                    }
                    guard unsafe DGifGetExtensionNext(gif, &block) == GIF_OK else { throw .damaged(.gif) }
                }
            default:
                throw .damaged(.gif)
            }
        }
    }

    /// 256 colors; transparent where the file has no color.
    private static func palette(of gif: UnsafeMutablePointer<GifFileType>, transparent: Int?) -> [Color]? {
        guard let map = unsafe gif.pointee.Image.ColorMap ?? gif.pointee.SColorMap,
            let colors = unsafe map.pointee.Colors
        else { return nil }
        let count = unsafe Int(map.pointee.ColorCount)
        return (0..<256).map { index in
            guard index < count, index != transparent else { return .transparent }
            let color = unsafe colors[index]
            return Color(red: color.Red, green: color.Green, blue: color.Blue)
        }
    }

    /// The color numbers of the frame, row by row, the interlaced passes put in order (GIF89a, appendix E).
    private static func indices(
        of gif: UnsafeMutablePointer<GifFileType>,
        _ frame: FramePlacement,
    ) throws(PictureError) -> [UInt8] {
        var indices = [UInt8](repeating: 0, count: frame.width * frame.height)
        let passes = unsafe gif.pointee.Image.Interlace ? [(0, 8), (4, 8), (2, 4), (1, 2)] : [(0, 1)]
        for (first, step) in passes {
            for row in stride(from: first, to: frame.height, by: step) {
                let isRead = unsafe indices.withUnsafeMutableBufferPointer { indices in
                    let line = indices.extracting(row * frame.width..<(row + 1) * frame.width)
                    return unsafe DGifGetLine(gif, line.baseAddress, Int32(frame.width)) == GIF_OK
                }
                guard isRead else { throw .damaged(.gif) }
            }
        }
        return indices
    }
}

/// The bytes that giflib asks for.
@safe
private struct GIFSource {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(bytes: UnsafeRawBufferPointer) {
        unsafe self.bytes = bytes
    }

    /// Copies the next bytes, fewer at the end of the file.
    static let read: InputFunc = { gif, target, count in
        guard let source = unsafe gif?.pointee.UserData?.assumingMemoryBound(to: GIFSource.self),
            let target = unsafe target, count > 0
        else { return 0 }
        let position = unsafe source.pointee.position
        let length = unsafe min(Int(count), source.pointee.bytes.count - position)
        let part = unsafe UnsafeRawBufferPointer(rebasing: source.pointee.bytes[position..<position + length])
        unsafe UnsafeMutableRawPointer(target).copyMemory(
            from: part.baseAddress ?? UnsafeRawPointer(target), byteCount: length, )
        unsafe source.pointee.position = position + length
        return Int32(length)
    }
}
