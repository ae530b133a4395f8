// SPDX-License-Identifier: Apache-2.0

import CPNG

/// Reads PNG files with libpng's simplified interface, whose `longjmp` stays within C.
enum PNGReader {
    /// The pixels of a PNG of any color type and depth; the alpha is straight, the colors are sRGB.
    static func read(_ file: [UInt8]) throws(PictureError) -> PixelBlock {
        let essence = try PNGEssence(of: file)
        try PictureDecoder.check(.png, width: essence.width, height: essence.height)
        guard let bytes = pixels(of: essence) else { throw .damaged(.png) }
        return PixelBlock(width: essence.width, height: essence.height, bytes: bytes).reduced()
    }

    private static func pixels(of essence: PNGEssence) -> [UInt8]? {
        var image = unsafe png_image()
        unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { unsafe png_image_free(&image) }
        return unsafe essence.bytes.withUnsafeBytes { file -> [UInt8]? in
            guard unsafe png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0,
                unsafe image.width == essence.width, unsafe image.height == essence.height
            else { return nil }
            unsafe image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
            // Without a word about gamma, 16 bits are as sRGB as 8; libpng would take them for linear light.
            unsafe image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
            return unsafe finish(&image, count: essence.width * essence.height * 4)
        }
    }

    private static func finish(_ image: inout png_image, count: Int) -> [UInt8]? {
        var succeeded = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            succeeded = unsafe png_image_finish_read(&image, nil, buffer.baseAddress, 0, nil) != 0
            initialized = succeeded ? count : 0
        }
        return succeeded ? bytes : nil
    }
}
