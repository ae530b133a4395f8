// SPDX-License-Identifier: Apache-2.0

public import QREncoder

/// A finished picture, and what is worth knowing about the symbol in it.
public struct RenderedImage: Hashable, Sendable {
    /// The bytes of the file; for the text formats UTF-8.
    public let bytes: [UInt8]
    /// The kind of picture.
    public let format: ImageFormat
    /// The version of the symbol, 1…40.
    public let version: Int
    /// The error correction level of the symbol, after any boost.
    public let errorCorrection: ErrorCorrection
    /// The data mask of the symbol, 0…7.
    public let mask: Int
    /// Whether the picture scans; `nil` for the text formats, which are no pictures.
    public let scanReport: ScanReport?
}
