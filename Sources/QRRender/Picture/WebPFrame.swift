// SPDX-License-Identifier: Apache-2.0

/// The first frame of an animated WebP: where it lies, and its bitstream (RFC 9649, section 2.7.1.1).
struct WebPFrame {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// The chunks of alpha and picture; libwebp reads them without a container around them.
    let bytes: [UInt8]

    private static let headerLength = 16

    /// Finds the first `ANMF` chunk; nil where there is none, or it is cut off.
    init?(firstOf file: [UInt8]) {
        var position = 12
        while let length = file.littleEndian(4, at: position + 4), length <= file.count - position - 8 {
            let start = position + 8
            guard file.has("ANMF", at: position) else {
                position = start + length + length % 2
                continue
            }
            guard length > Self.headerLength, let left = file.littleEndian(3, at: start),
                let top = file.littleEndian(3, at: start + 3), let width = file.littleEndian(3, at: start + 6),
                let height = file.littleEndian(3, at: start + 9)
            else { return nil }
            // Offsets count in steps of two pixels, sides are stored less one.
            self.left = left * 2
            self.top = top * 2
            self.width = width + 1
            self.height = height + 1
            bytes = Array(file[start + Self.headerLength..<start + length])
            return
        }
        return nil
    }
}
