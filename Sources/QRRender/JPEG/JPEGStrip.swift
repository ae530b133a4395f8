// SPDX-License-Identifier: Apache-2.0

import CTurboJPEG

/// Compresses strips of a picture as JPEG files of their own.
@safe
final class JPEGStripCompressor {
    /// The library refused: no memory, as everything else is fixed.
    struct Failure: Error {}

    /// The rows of a strip but the last: whole blocks, and enough of them that a strip's header does not matter.
    static let rows = 64

    private let width: Int
    private let handle: tjhandle
    private var room: [UInt8]

    /// Prepares for strips of a width.
    ///
    /// - Parameter width: The pixels of a row.
    /// - Throws: ``Failure``.
    init(width: Int) throws(Failure) {
        guard let handle = unsafe tjInitCompress() else { throw Failure() }
        unsafe self.handle = handle
        self.width = width
        room = Array(repeating: 0, count: Int(tjBufSize(Int32(width), Int32(Self.rows), Int32(TJSAMP_444.rawValue))))
    }

    deinit {
        _ = unsafe tjDestroy(handle)
    }

    /// Compresses a strip without subsampling of colors, which would blur the edges of modules.
    ///
    /// - Parameters:
    ///   - pixels: Three bytes a pixel, row by row.
    ///   - height: The rows, 1…``rows``.
    ///   - quality: The quality, 1…100.
    /// - Returns: A whole JPEG file.
    /// - Throws: ``Failure``.
    func compress(_ pixels: [UInt8], height: Int, quality: Int) throws(Failure) -> [UInt8] {
        var count = UInt(room.count)
        let status = unsafe room.withUnsafeMutableBufferPointer { room in
            var start = room.baseAddress
            return unsafe tjCompress2(
                handle, pixels, Int32(width), 0, Int32(height), Int32(TJPF_RGB.rawValue), &start, &count,
                Int32(TJSAMP_444.rawValue), Int32(quality), TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT,
            )
        }
        guard status == 0 else { throw Failure() }
        return Array(room[..<Int(count)])
    }
}
