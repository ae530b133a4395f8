// SPDX-License-Identifier: Apache-2.0

/// Where the first frame of an animation lies on its canvas, which is transparent around it.
struct FramePlacement {
    let canvasWidth: Int
    let canvasHeight: Int
    let left: Int
    let top: Int
    let width: Int
    let height: Int

    /// The canvas, scaled down until it fits ``Picture/sideLimit``.
    ///
    /// - Parameter copy: Appends the four bytes a pixel of one row of the frame.
    /// - Returns: The pixels of the canvas.
    func compose(_ copy: (_ row: Int, _ line: inout [UInt8]) -> Void) -> PixelBlock {
        var reduction = PixelReduction(width: canvasWidth, height: canvasHeight)
        let empty = [UInt8](repeating: 0, count: canvasWidth * 4)
        var line: [UInt8] = []
        line.reserveCapacity(canvasWidth * 4)
        for row in 0..<canvasHeight {
            guard top..<top + height ~= row else {
                reduction.add(empty.span)
                continue
            }
            line.removeAll(keepingCapacity: true)
            line += empty.prefix(left * 4)
            copy(row - top, &line)
            line += empty.dropFirst((left + width) * 4)
            reduction.add(line.span)
        }
        return reduction.result
    }
}
