// SPDX-License-Identifier: Apache-2.0

/// How a picture is turned before it is shown: the values of the Exif tag 0x0112.
enum PictureOrientation: Int {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case flipped = 4
    case transposed = 5
    case turnedRight = 6
    case transversed = 7
    case turnedLeft = 8

    /// Finds the tag in the first directory of Exif data, a TIFF header and what follows it (TIFF 6.0, section 2).
    ///
    /// - Returns: nil where the data is malformed or says nothing of the orientation.
    init?(exif data: [UInt8]) {
        let isLittleEndian = data.has("II", at: 0)
        guard isLittleEndian || data.has("MM", at: 0) else { return nil }
        func number(_ count: Int, at offset: Int) -> Int? {
            isLittleEndian ? data.littleEndian(count, at: offset) : data.bigEndian(count, at: offset)
        }
        guard number(2, at: 2) == 42, let directory = number(4, at: 4), let entries = number(2, at: directory) else {
            return nil
        }
        for entry in 0..<entries {
            let offset = directory + 2 + entry * 12
            guard let tag = number(2, at: offset) else { return nil }
            guard tag == 0x0112 else { continue }
            guard let value = number(2, at: offset + 8) else { return nil }
            self.init(rawValue: value)
            return
        }
        return nil
    }

    private var swapsSides: Bool { rawValue >= 5 }
    private var reversesColumns: Bool { [.mirrored, .upsideDown, .transversed, .turnedLeft].contains(self) }
    private var reversesRows: Bool { [.upsideDown, .flipped, .turnedRight, .transversed].contains(self) }

    /// The pixels the way they are to be seen.
    func apply(to block: PixelBlock) -> PixelBlock {
        guard self != .upright else { return block }
        let width = swapsSides ? block.height : block.width
        let height = swapsSides ? block.width : block.height
        var bytes: [UInt8] = []
        bytes.reserveCapacity(block.bytes.count)
        for y in 0..<height {
            for x in 0..<width {
                var (column, row) = swapsSides ? (y, x) : (x, y)
                if reversesColumns { column = block.width - 1 - column }
                if reversesRows { row = block.height - 1 - row }
                let pixel = (row * block.width + column) * 4
                bytes += block.bytes[pixel..<pixel + 4]
            }
        }
        return PixelBlock(width: width, height: height, bytes: bytes)
    }
}
