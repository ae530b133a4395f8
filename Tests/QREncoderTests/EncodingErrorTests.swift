// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("Every refusal is typed and says what to do")
struct EncodingErrorTests {
    @Test("a text one byte too long is told so, with what would fit")
    func oneByteTooLong() throws {
        let text = String(repeating: "a", count: 2332)
        let error = #expect(throws: EncodingError.self) { try QRSymbol(text: text) }
        guard case .tooLong(let overflow) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(overflow.excessBits == 8 * 1 - 4)
        #expect(overflow.excessBytes == 1)
        #expect(overflow.neededBits == 4 + 16 + 8 * 2332)
        #expect(overflow.availableBits == 8 * 2334)
        #expect(overflow.version == 40)
        #expect(overflow.highestFittingLevel == .low)
        #expect(overflow.smallestFittingVersion == nil)
        #expect(overflow.maximumBytes == 2331)
        #expect(
            "\(overflow)"
                == "The message is 4 bits (1 bytes) too long for version 40 at level M: lower the error correction to "
                + "L, or shorten it (at most 2331 bytes fit).")
    }

    @Test("a text too long for the allowed versions is told the version that holds it")
    func narrowVersions() throws {
        let options = EncodingOptions(errorCorrection: .high, versions: 1...2)
        let error = #expect(throws: EncodingError.self) {
            try QRSymbol(text: "https://example.com/abc", options: options)
        }
        guard case .tooLong(let overflow) = try #require(error) else { return }
        #expect(overflow.version == 2)
        #expect(overflow.smallestFittingVersion == 3)
        #expect(overflow.highestFittingLevel == .medium)
        #expect("\(overflow)".contains("lower the error correction to M, or allow version 3, or shorten it"))
    }

    @Test("texts of any length are refused without being divided")
    func hugeTexts() throws {
        for (character, bits) in [("7", 10.0 / 3), ("A", 5.5), ("a", 8), ("é", 16)] {
            let error = #expect(throws: EncodingError.self) {
                try QRSymbol(text: String(repeating: character, count: 100_000))
            }
            guard case .tooLong(let overflow) = try #require(error) else { continue }
            #expect(abs(Double(overflow.neededBits) - 100_000 * bits) < 30)
            #expect(overflow.highestFittingLevel == nil)
        }
    }

    @Test("segments too long for their character count are told so")
    func hugeSegments() throws {
        let error = #expect(throws: EncodingError.self) {
            try QRSymbol(segments: [.bytes(Array(repeating: 0, count: 70_000))])
        }
        guard case .tooLong(let overflow) = try #require(error) else { return }
        #expect(overflow.neededBits == 20 + 8 * 70_000)
    }

    @Test("many segments may fit a small version although they do not fit the next, whose headers are longer")
    func manySegments() throws {
        let segments = Array(repeating: Segment.bytes([65]), count: 92)
        #expect(try QRSymbol(segments: segments, options: .init(errorCorrection: .low)).version == 9)
        let error = #expect(throws: EncodingError.self) {
            try QRSymbol(segments: segments, options: .init(errorCorrection: .low, versions: 10...10))
        }
        guard case .tooLong(let overflow) = try #require(error) else { return }
        #expect(overflow.smallestFittingVersion == 9)
    }

    @Test("characters that a mode cannot write are named with their place")
    func characters() {
        #expect(throws: EncodingError.invalidCharacter("x", index: 2, mode: .numeric)) { try Segment.numeric("12x4") }
        #expect(throws: EncodingError.invalidCharacter("١", index: 0, mode: .numeric)) { try Segment.numeric("١") }
        #expect(throws: EncodingError.invalidCharacter("a", index: 1, mode: .alphanumeric)) {
            try Segment.alphanumeric("Aa")
        }
        #expect(throws: EncodingError.invalidCharacter("A", index: 2, mode: .kanji)) { try Segment.kanji("漢字A") }
        #expect(throws: EncodingError.invalidCharacter("🙂", index: 0, mode: .kanji)) { try Segment.kanji("🙂") }
        #expect(
            "\(EncodingError.invalidCharacter("x", index: 2, mode: .numeric))"
                == "The character \"x\" at index 2 cannot be written in numeric mode; use the digits 0 to 9, or a byte "
                + "segment.")
    }

    @Test("ECI assignments outside 0…999,999 are refused", arguments: [-1, 1_000_000])
    func assignments(number: Int) {
        #expect(throws: EncodingError.invalidECIAssignment(number)) { try Segment.eci(number) }
    }

    @Test("versions outside 1…40 and masks outside 0…7 are refused on all three levels")
    func ranges() {
        for (options, error) in [
            (EncodingOptions(versions: 0...10), EncodingError.invalidVersion(0)),
            (EncodingOptions(versions: 10...41), .invalidVersion(41)),
            (EncodingOptions(mask: -1), .invalidMask(-1)),
            (EncodingOptions(mask: 8), .invalidMask(8)),
        ] {
            #expect(throws: error) { try QRSymbol(text: "A", options: options) }
            #expect(throws: error) { try QRSymbol(segments: [], options: options) }
        }
        let codewords = [UInt8](repeating: 0, count: 19)
        #expect(throws: EncodingError.invalidVersion(0)) {
            try QRSymbol(codewords: codewords, version: 0, errorCorrection: .low)
        }
        #expect(throws: EncodingError.invalidMask(8)) {
            try QRSymbol(codewords: codewords, version: 1, errorCorrection: .low, mask: 8)
        }
        #expect(throws: EncodingError.invalidCodewordCount(19, expected: 16)) {
            try QRSymbol(codewords: codewords, version: 1, errorCorrection: .medium)
        }
    }
}
