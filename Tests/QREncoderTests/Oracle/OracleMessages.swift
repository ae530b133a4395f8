// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder

/// A symbol as the oracles send and receive it.
struct OracleSymbol: Codable, Equatable {
    let size: Int
    /// The packed rows, little-endian, in base 64.
    let words: String

    init(_ symbol: some MatrixSymbol) {
        size = symbol.height
        words = unsafe symbol.words.map(\.littleEndian).withUnsafeBytes { unsafe Data($0) }.base64EncodedString()
    }
}

/// What `qrcodegen_writer.py` is asked.
struct SegmentsRequest: Encodable {
    struct Part: Encodable {
        let mode: String
        var content = Data()
        var assignment: Int?
    }

    let segments: [Part]
    let version: Int
    let level: String
    let mask: Int
}

/// What `zxing_writer.py` is asked.
struct TextRequest: Encodable {
    let text: String
    let level: String
    var version: Int?
    var mask: Int?
    var eci: String?
    var gs1: Bool?
    /// zxing-cpp's name, `nil` for QR Code.
    var symbology: String?
}

/// What the readers found.
struct Reading: Decodable {
    /// How many symbols; the rest is there when it is one.
    let found: Int
    let text: String?
    let bytes: Data?
    let level: String?
    /// What a reader puts before the data (ISO/IEC 15424): `]Q3` for GS1, `]Q5` for an industry's rules.
    let identifier: String?
    /// The number of the version, behind an M for Micro QR Code.
    let version: String?
    let mask: Int?
}
