// SPDX-License-Identifier: Apache-2.0

import CWebP

/// Reads WebP files with libwebp, of an animation the first frame.
enum WebPReader {
    /// The pixels of a lossy or lossless WebP.
    static func read(_ file: [UInt8]) throws(PictureError) -> PixelBlock {
        let features = try features(of: file)
        let (width, height) = (Int(features.width), Int(features.height))
        try PictureDecoder.check(.webP, width: width, height: height)
        guard features.has_animation != 0 else { return try decode(file, features) }

        guard let frame = WebPFrame(firstOf: file), frame.left + frame.width <= width,
            frame.top + frame.height <= height
        else { throw .damaged(.webP) }
        let frameFeatures = try Self.features(of: frame.bytes)
        guard frameFeatures.width == frame.width, frameFeatures.height == frame.height,
            let pixels = decode(frame.bytes, width: frame.width, height: frame.height, isScaled: false)
        else { throw .damaged(.webP) }
        let placement = FramePlacement(
            canvasWidth: width, canvasHeight: height,
            left: frame.left, top: frame.top, width: frame.width, height: frame.height,
        )
        return placement.compose { row, line in
            line += pixels.bytes[row * frame.width * 4..<(row + 1) * frame.width * 4]
        }
    }

    private static func features(of file: [UInt8]) throws(PictureError) -> WebPBitstreamFeatures {
        var features = WebPBitstreamFeatures()
        let status = unsafe file.withUnsafeBufferPointer { file in
            unsafe WebPGetFeatures(file.baseAddress, file.count, &features)
        }
        switch status {
        case VP8_STATUS_OK: return features
        case VP8_STATUS_NOT_ENOUGH_DATA: throw .cutOff(.webP)
        default: throw .damaged(.webP)
        }
    }

    /// Decodes a still picture, scaled down by libwebp where that is right.
    ///
    /// Its scaling takes the mean of areas too, but over lossy pictures with alpha it forgets to weigh colors by
    /// opacity; these are scaled here.
    private static func decode(_ file: [UInt8], _ features: WebPBitstreamFeatures) throws(PictureError) -> PixelBlock {
        let (width, height) = (Int(features.width), Int(features.height))
        let isLossy = features.format == 1
        let size = isLossy && features.has_alpha != 0 ? (width, height) : PixelReduction.size(of: width, by: height)
        guard let block = decode(file, width: size.0, height: size.1, isScaled: size != (width, height)) else {
            throw .damaged(.webP)
        }
        return block.reduced()
    }

    private static func decode(_ file: [UInt8], width: Int, height: Int, isScaled: Bool) -> PixelBlock? {
        var config = unsafe WebPDecoderConfig()
        guard unsafe WebPInitDecoderConfig(&config) != 0 else { return nil }
        unsafe config.options.use_scaling = isScaled ? 1 : 0
        unsafe config.options.scaled_width = Int32(width)
        unsafe config.options.scaled_height = Int32(height)
        unsafe config.output.colorspace = MODE_RGBA
        unsafe config.output.is_external_memory = 1
        var block = PixelBlock(width: width, height: height, bytes: Array(repeating: 0, count: width * height * 4))
        let status = unsafe file.withUnsafeBufferPointer { file in
            unsafe block.bytes.withUnsafeMutableBufferPointer { pixels in
                unsafe config.output.u.RGBA = unsafe WebPRGBABuffer(
                    rgba: pixels.baseAddress, stride: Int32(width * 4), size: pixels.count,
                )
                return unsafe WebPDecode(file.baseAddress, file.count, &config)
            }
        }
        return status == VP8_STATUS_OK ? block : nil
    }
}
