// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A decoded picture, such as a logo: pixels in memory, small enough to be drawn many times.
///
/// Two pictures are equal when their pixels are, told by a digest.
public struct Picture: Sendable {
    /// The most pixels along one side; decoding scales larger pictures down.
    public static let sideLimit = 1_024

    /// The pixels along the upper edge, 1…1,024.
    public let width: Int
    /// The pixels along the left edge, 1…1,024.
    public let height: Int
    /// Four bytes a pixel, red, green, blue and straight alpha, row by row from the top left.
    package let pixels: [UInt8]
    /// SHA-256 over the sides and the pixels, in lower-case hexadecimal.
    public let digest: String

    /// Makes a picture from its pixels.
    ///
    /// - Parameters:
    ///   - width: The pixels along the upper edge, 1…1,024.
    ///   - height: The pixels along the left edge, 1…1,024.
    ///   - pixels: Four bytes a pixel: red, green, blue, straight alpha.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(1...Self.sideLimit ~= width && 1...Self.sideLimit ~= height)
        precondition(pixels.count == width * height * 4)
        self.width = width
        self.height = height
        self.pixels = pixels
        var hash = SHA256()
        hash.update(data: [UInt8(width >> 8), UInt8(width & 255), UInt8(height >> 8), UInt8(height & 255)])
        hash.update(data: pixels)
        let digits = Array("0123456789abcdef")
        digest = String(hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension Picture: Hashable {
    /// Whether two pictures have the same pixels.
    ///
    /// - Parameters:
    ///   - one: A picture.
    ///   - other: Another.
    /// - Returns: Whether their digests are equal.
    public static func == (one: Picture, other: Picture) -> Bool { one.digest == other.digest }

    /// Hashes the digest.
    ///
    /// - Parameter hasher: The hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
