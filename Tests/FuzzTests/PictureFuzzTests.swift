// SPDX-License-Identifier: Apache-2.0

import QRRender
import Testing

@Suite("Fuzz: pictures and colors")
struct PictureFuzzTests {
    @Test("the picture decoder survives whatever it is given", arguments: ["png", "jpeg", "webp", "gif", "bmp"])
    func pictures(ending: String) throws {
        let seeds =
            try Corpus.files(in: "QRRenderTests/Pictures/readable") + Corpus.files(in: "QRRenderTests/Pictures/hostile")
        let ours = seeds.filter { Self.kind(of: $0) == ending && $0.count < 4_096 }
        var fuzzer = Fuzzer(name: ending, seeds: ours, inputs: 4_000)
        if ending == "png" { fuzzer.repair = PNGChecksums.repair }
        try fuzzer.run { input in
            guard let picture = try? PictureDecoder.decode(input) else { return false }
            #expect(1...Picture.sideLimit ~= picture.width && 1...Picture.sideLimit ~= picture.height)
            return true
        }
    }

    @Test("data URIs are read or refused")
    func dataURIs() throws {
        try Fuzzer(name: "data-uri", seeds: Corpus.lines("data-uris")).run { input in
            guard let uri = try? DataURI(String(decoding: input, as: UTF8.self)) else { return false }
            #expect(uri.bytes.count <= input.count * 3)
            return true
        }
    }

    @Test("a color that is read is written so that it is read again")
    func colors() throws {
        try Fuzzer(name: "color", seeds: Corpus.lines("colors"), longest: 64).run { input in
            guard let color = try? Color(String(decoding: input, as: UTF8.self), field: .foreground) else {
                return false
            }
            let again = try? Color(color.description, field: .foreground)
            #expect(again == color)
            return true
        }
    }

    private static func kind(of bytes: [UInt8]) -> String {
        switch bytes.prefix(2) {
        case [0x89, 0x50]: "png"
        case [0xFF, 0xD8]: "jpeg"
        case [0x52, 0x49]: "webp"
        case [0x47, 0x49]: "gif"
        case [0x42, 0x4D]: "bmp"
        default: ""
        }
    }
}

/// The checksums of a PNG's chunks (PNG Third Edition, annex D).
private enum PNGChecksums {
    private static let table = (0..<256).map { index -> UInt32 in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        return value
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var value = UInt32.max
        for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8) }
        return ~value
    }

    static func repair(_ file: inout [UInt8]) {
        var position = 8
        while position + 12 <= file.count {
            let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= file.count - position - 12 else { return }
            let end = position + 8 + length
            let check = checksum(file[position + 4..<end])
            for index in 0..<4 { file[end + index] = UInt8(truncatingIfNeeded: check >> UInt32(24 - 8 * index)) }
            position = end + 4
        }
    }
}
