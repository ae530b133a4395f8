// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRRender
import Testing

@Suite("Data URI")
struct DataURITests {
    @Test("base64 and escapes give the bytes")
    func reads() throws {
        let plain = try DataURI("data:,A%20brief%20note")
        #expect(plain == (try DataURI("DATA:;base64,QSBicmllZiBub3Rl")))
        #expect(plain.bytes == Array("A brief note".utf8))
        let typed = try DataURI("data:image/png;name=a;base64,iVBORw0K")
        #expect(typed.mediaType == "image/png;name=a")
        #expect(typed.bytes == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])
    }

    @Test("every length of base64 is what Foundation writes, with padding, without, escaped and broken into lines")
    func readsEveryLength() throws {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 89 + length) }
            let text = Data(bytes).base64EncodedString()
            #expect(try DataURI("data:;base64," + text).bytes == bytes)
            #expect(try DataURI("data:;base64," + text.filter { $0 != "=" }).bytes == bytes)
            let escaped = text.map { $0 == "+" ? "%2B" : $0 == "=" ? "%3d" : "\($0)" }.joined(separator: "\r\n")
            #expect(try DataURI("data:;base64," + escaped).bytes == bytes)
        }
    }

    @Test(
        "malformed data URIs are refused by what is wrong",
        arguments: [
            ("https://waymark.example/logo.png", "no data URI"),
            ("", "no data URI"),
            ("data:image/png;base64", "a data URI without a comma"),
            ("data:" + String(repeating: "a", count: 300) + ",", "a data URI without a comma"),
            ("data:,%", "a data URI with malformed escapes"),
            ("data:,%4", "a data URI with malformed escapes"),
            ("data:,%4g", "a data URI with malformed escapes"),
            ("data:;base64,A", "a data URI with malformed base64"),
            ("data:;base64,AA=", "a data URI with malformed base64"),
            ("data:;base64,AA==AA==", "a data URI with malformed base64"),
            ("data:;base64,AAAA=", "a data URI with malformed base64"),
            ("data:;base64,AA-_", "a data URI with malformed base64"),
        ], )
    func refuses(text: String, found: String) throws {
        let error = try #require(throws: PictureError.self) { try DataURI(text) }
        #expect(error.found == found)
    }

    @Test("more than 2 MiB are refused, however they are written")
    func boundsBytes() throws {
        let most = String(repeating: "a", count: PictureDecoder.byteLimit)
        #expect(try DataURI("data:," + most).bytes.count == PictureDecoder.byteLimit)
        #expect(throws: PictureError.self) { try DataURI("data:,a" + most) }
        #expect(throws: PictureError.self) { try DataURI("data:," + most + most + most + most) }
    }
}
