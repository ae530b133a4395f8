// SPDX-License-Identifier: Apache-2.0

import CTurboJPEG

/// Reads JPEG files with TurboJPEG, which scales by a power of two while it decodes.
enum JPEGReader {
    /// The pixels of a JPEG in gray, YCbCr, RGB, CMYK or YCCK, turned the way the camera was held.
    static func read(_ file: [UInt8]) throws(PictureError) -> PixelBlock {
        let markers = try JPEGMarkers(of: file)
        try PictureDecoder.check(.jpeg, width: markers.width, height: markers.height)
        try checkEffort(of: markers)
        guard let block = decode(file, markers) else { throw .damaged(.jpeg) }
        return markers.orientation.apply(to: block.reduced())
    }

    private enum Limit {
        /// Bytes of coefficients, which stay in memory from the first scan to the last: as much as the pixels may take.
        static let coefficientBytes = PictureDecoder.pixelLimit * 4
        /// A scan can be a few bytes long and still goes over all blocks.
        static let scans = 64
        /// Pixels over all scans: ten scans, more than encoders write, over the largest picture.
        static let scannedPixels = 10 * PictureDecoder.pixelLimit
    }

    /// Bounds what files of several scans cost; one of a single scan is decoded row by row.
    private static func checkEffort(of markers: JPEGMarkers) throws(PictureError) {
        guard markers.scans > 1 else { return }
        let pixels = markers.width * markers.height
        let most = markers.samplings.reduce((across: 1, down: 1)) { most, sampling in
            (max(most.across, sampling.across), max(most.down, sampling.down))
        }
        let samples = markers.samplings.reduce(0) { sum, sampling in
            sum + pixels * sampling.across * sampling.down / (most.across * most.down)
        }
        guard samples * 2 <= Limit.coefficientBytes, markers.scans <= Limit.scans,
            markers.scans * pixels <= Limit.scannedPixels
        else { throw .tooComplex(.jpeg) }
    }

    private static func decode(_ file: [UInt8], _ markers: JPEGMarkers) -> PixelBlock? {
        guard let handle = unsafe tjInitDecompress() else { return nil }
        defer { unsafe tjDestroy(handle) }
        let (width, height) = scaledSize(markers)
        let isCMYK = markers.samplings.count == 4
        // The decoder leaves what it does not reach, and nothing old may show there.
        var block = PixelBlock(width: width, height: height, bytes: Array(repeating: 0, count: width * height * 4))
        let format = isCMYK ? TJPF_CMYK : TJPF_RGBA
        let status = unsafe file.withUnsafeBufferPointer { file in
            unsafe block.bytes.withUnsafeMutableBufferPointer { pixels in
                unsafe tjDecompress2(
                    handle, file.baseAddress, UInt(file.count), pixels.baseAddress,
                    Int32(width), Int32(width * 4), Int32(height), Int32(format.rawValue), 0,
                )
            }
        }
        // Warnings are many and mostly harmless, as browsers see it too; the picture is there all the same.
        let isWarning = unsafe tjGetErrorCode(handle) == Int32(TJERR_WARNING.rawValue)
        guard status == 0 || isWarning else { return nil }
        if isCMYK {
            block.convertFromCMYK(inverted: markers.isFromAdobe)
        } else if block.bytes.last == 0 {
            // The last alpha was never written: an error stopped the decoder after a warning.
            return nil
        }
        return block
    }

    /// The smallest of the sizes that TurboJPEG scales to quickly which still is as large as a picture may be.
    private static func scaledSize(_ markers: JPEGMarkers) -> (width: Int, height: Int) {
        let longer = max(markers.width, markers.height)
        let divisor = [8, 4, 2].first { (longer + $0 - 1) / $0 >= Picture.sideLimit } ?? 1
        return ((markers.width + divisor - 1) / divisor, (markers.height + divisor - 1) / divisor)
    }
}

extension PixelBlock {
    /// Reads the bytes as cyan, magenta, yellow and black, and mixes light instead of ink, without a color profile.
    ///
    /// - Parameter inverted: Whether 255 means no ink, as Adobe's programs write it.
    fileprivate mutating func convertFromCMYK(inverted: Bool) {
        for pixel in stride(from: 0, to: bytes.count, by: 4) {
            let black = Int(inverted ? bytes[pixel + 3] : 255 - bytes[pixel + 3])
            for channel in pixel..<pixel + 3 {
                let light = Int(inverted ? bytes[channel] : 255 - bytes[channel])
                bytes[channel] = UInt8((light * black + 127) / 255)
            }
            bytes[pixel + 3] = 255
        }
    }
}
