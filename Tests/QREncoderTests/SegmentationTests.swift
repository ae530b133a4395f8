// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("Segmentation is optimal to the bit")
struct SegmentationTests {
    @Test("no division into numeric, alphanumeric and byte segments is shorter", arguments: VersionClass.allCases)
    func threeModes(versions: VersionClass) throws {
        var random = SeededGenerator(seed: 20 + versions.rawValue)
        for round in 0..<400 {
            let text = SampleText.mixture(
                runs: 1 + round % 9, alphabets: ["0123456789", "ABC:/", "abc?", "é"], longest: 2 + round % 17,
                using: &random,
            )
            let expected = ReferenceSegmentation.bits(
                text, versions: versions, modes: [.numeric, .alphanumeric, .byte],
            )
            let (bits, _) = optimize(text, versions)
            #expect(bits == expected, "\(text)")
        }
    }

    @Test("no division with kanji segments is shorter", arguments: VersionClass.allCases)
    func kanji(versions: VersionClass) throws {
        var random = SeededGenerator(seed: 30 + versions.rawValue)
        for round in 0..<200 {
            let text = SampleText.mixture(
                runs: 1 + round % 9, alphabets: ["0123456789", "ABC:/", "abc?", "漢字か×"], longest: 2 + round % 9,
                using: &random,
            )
            let expected = ReferenceSegmentation.bitsWithKanji(text, versions: versions)
            let (bits, _) = optimize(text, versions, kanji: true)
            #expect(bits == expected, "\(text)")
        }
    }

    @Test("the modes add up to the bits that are told")
    func sums() throws {
        var random = SeededGenerator(seed: 40)
        for round in 0..<300 {
            let text = SampleText.mixture(
                runs: 1 + round % 12, alphabets: [Alphabet.digits, Alphabet.capitals, Alphabet.small, "漢字"],
                longest: 14, using: &random,
            )
            let versions = VersionClass.allCases[round % 3]
            let (bits, modes) = optimize(text, versions, kanji: true)
            var sum = 0
            var start = 0
            let bytes = Array(text.utf8)
            while start < bytes.count {
                let end = modes[start...].firstIndex { $0 != modes[start] } ?? bytes.count
                let mode = Segmentation.modes[Int(modes[start])]
                let count = mode == .kanji ? bytes[start..<end].count { $0 & 0xC0 != 0x80 } : end - start
                sum += mode.headerBits(versions) + mode.dataBits(characters: count)
                start = end
            }
            #expect(sum == bits)
        }
    }

    @Test("an empty text has no segments")
    func empty() {
        #expect(optimize("", .small).bits == 0)
        #expect(optimize("", .small, kanji: true).bits == 0)
    }

    private func optimize(
        _ text: String,
        _ versions: VersionClass,
        kanji: Bool = false,
    ) -> (bits: Int, modes: [UInt8]) {
        let bytes = Array(text.utf8)
        var bits = 0
        let modes = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count + 1) { modes, count in
            let room = unsafe modes.baseAddress.unsafelyUnwrapped
            unsafe bytes.withUnsafeBufferPointer { bytes in
                bits =
                    kanji
                    ? unsafe Segmentation.optimize(
                        bytes, versions: versions, costs: ScalarCosts(usesKanji: true, hasFNC1: false), modes: room, )
                    : unsafe Segmentation.optimize(bytes, versions: versions, modes: room)
            }
            count = bytes.count
        }
        return (bits, modes)
    }
}
