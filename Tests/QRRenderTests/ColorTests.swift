// SPDX-License-Identifier: Apache-2.0

import QRRender
import Testing

@Suite("Colors")
struct ColorTests {
    @Test(
        "every documented form is read",
        arguments: [
            ("#1aF", Color(red: 0x11, green: 0xAA, blue: 0xFF)),
            ("#1a2B3c", Color(red: 0x1A, green: 0x2B, blue: 0x3C)),
            ("#1a2b3c80", Color(red: 0x1A, green: 0x2B, blue: 0x3C, alpha: 0x80)),
            ("black", .black), ("White", .white), ("transparent", .transparent),
        ],
    )
    func reads(text: String, color: Color) throws {
        #expect(try Color(text, field: .foreground) == color)
    }

    @Test(
        "anything else is refused with the field, the text and what is allowed",
        arguments: [
            "", "#", "#12", "#1234", "#12345", "#1234567", "#gggggg", "123456", "red", "#12 456", "#１２３", "#+12345",
        ],
    )
    func refuses(text: String) {
        let error = #expect(throws: StyleError.self) { try Color(text, field: .background) }
        #expect(error == StyleError(field: .background, value: text, allowed: Color.allowed))
    }

    @Test("the message of a refusal holds only the beginning of a long text")
    func cutsLongText() throws {
        let error = #expect(throws: StyleError.self) {
            try Color(String(repeating: "x", count: 100_000), field: .foreground)
        }
        #expect(error?.value.count == 40)
        #expect(error?.description.contains("foreground") == true)
        #expect(error?.description.contains("#RRGGBBAA") == true)
    }

    @Test("a description is read back as the same color")
    func roundTrip() throws {
        for alpha: UInt8 in [0, 1, 128, 254, 255] {
            let color = Color(red: 1, green: 35, blue: 255, alpha: alpha)
            #expect(try Color(color.description, field: .foreground) == color)
        }
        #expect(Color.black.description == "#000000")
        #expect(Color.transparent.description == "#ffffff00")
    }

    @Test("half black over white is middle grey, and over nothing stays half black")
    func composites() {
        let half = Color(red: 0, green: 0, blue: 0, alpha: 128)
        #expect(half.over(.white) == Color(red: 127, green: 127, blue: 127))
        #expect(half.over(.transparent) == half)
        #expect(Color.transparent.over(half) == half)
        #expect(Color.black.over(half) == .black)
    }
}
