// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("rMQR Codes take the smallest area, and refuse what does not suit them")
struct RMQRTests {
    @Test("every version holds its codewords: the modules that are left come in eights and less than eight more")
    func modules() {
        for version in RMQRVersion.all {
            let full = RMQRMatrix(
                version, isHigh: false, message: Array(repeating: 0xFF, count: version.totalCodewords), )
            let empty = RMQRMatrix(
                version, isHigh: false, message: Array(repeating: 0, count: version.totalCodewords), )
            let differing = zip(full.words, empty.words).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
            #expect(differing == 8 * version.totalCodewords, "\(version.number)")
        }
    }

    @Test("the smallest area is taken, within the height that is allowed")
    func area() throws {
        let symbol = try RMQRSymbol(text: "1234567")
        #expect((symbol.width, symbol.height, symbol.version, symbol.quietZone) == (27, 11, 11, 2))
        let flat = try RMQRSymbol(text: "1234567", options: .init(maximumHeight: 7))
        #expect((flat.width, flat.height, flat.errorCorrection) == (43, 7, .medium))
        #expect(flat.words.count == 7 && flat.words.allSatisfy { $0 >> 43 == 0 })
    }

    @Test("boost raises the level, and other levels become the next that there is")
    func levels() throws {
        #expect(try RMQRSymbol(text: "12345").errorCorrection == .high)
        #expect(try RMQRSymbol(text: "1", options: .init(boostsErrorCorrection: false)).errorCorrection == .medium)
        let options = RMQRSymbol.Options(errorCorrection: .quartile, boostsErrorCorrection: false)
        #expect(try RMQRSymbol(text: "1", options: options).errorCorrection == .high)
    }

    @Test("what does not suit is refused with what would")
    func refusals() {
        func refuses(_ text: String, _ options: RMQRSymbol.Options, _ reason: Unsuitability) {
            #expect(throws: EncodingError.unsuitable(reason, .rmqr)) { try RMQRSymbol(text: text, options: options) }
        }
        refuses("1", .init(versions: 0...3), .version(0, allowed: 1...32))
        refuses("1", .init(versions: 1...33), .version(33, allowed: 1...32))
        refuses("1", .init(maximumHeight: 6), .height(6))
        refuses("1", .init(versions: 28...32, maximumHeight: 15), .height(15))
        refuses(String(repeating: "a", count: 151), .init(), .length(bits: 11 + 8 * 151, available: 8 * 152))
        refuses(String(repeating: "1", count: 9999), .init(), .length(bits: 4 * 9999, available: 8 * 152))
        #expect(throws: EncodingError.unsuitable(.mode(.structuredAppend), .rmqr)) {
            try RMQRSymbol(segments: [.structuredAppend(index: 0, count: 2, parity: 0)])
        }
    }

    @Test("an empty text, a full one and GS1 data fit")
    func extremes() throws {
        #expect(try RMQRSymbol(text: "").version == 11)
        #expect(try RMQRSymbol(text: String(repeating: "7", count: 361)).version == 32)
        #expect(try RMQRSymbol(segments: [.gs1, .numeric("0109506000134352")]).version == 17)
    }
}
