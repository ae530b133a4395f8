// SPDX-License-Identifier: Apache-2.0

extension RenderRequest {
    /// What encoding and measuring take at least, and a picture without pixels.
    static let leastWork = 256 << 10

    /// How much there is to do, in pixels of a PNG: a round figure that is known beforehand, by which pictures wait.
    ///
    /// Some hundred million are done in the time that a caller waits.
    var work: Int {
        let side = size.pixels ?? 0
        return max(Self.leastWork, side * side * format.workPerPixel)
    }
}

extension ImageFormat {
    /// What a pixel takes besides one of a PNG, in time or in memory.
    fileprivate var workPerPixel: Int {
        switch self {
        case .png: 1
        case .jpg: 2
        // The whole picture is in memory, several times over.
        case .webp: 4
        case .svg, .pdf, .eps, .utf8, .matrix: 0
        }
    }
}
