// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import HTTPAPI

@Suite("what repetitions are known by")
struct BodyFingerprintTests {
    private static func fingerprint(
        _ body: String,
        boundary: String? = "edge",
        cutInto size: Int = .max,
    ) -> [UInt8] {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "a.example", path: "/api/v1/generate/")
        head.headerFields[.contentType] = boundary.map { "multipart/form-data; boundary=\"\($0)\"" } ?? "text/csv"
        let sum = BodyFingerprint(Request(head: head, body: RequestBody(buffer: ByteBuffer())))
        var rest = ByteBuffer(string: body)
        while let piece = rest.readSlice(length: min(size, rest.readableBytes)), piece.readableBytes > 0 {
            sum.add(piece)
        }
        return sum.value
    }

    private static func form(_ contents: [String], boundary: String = "edge") -> String {
        contents.enumerated().map { index, content in
            "--\(boundary)\r\nContent-Disposition: form-data; name=f\(index)\r\n\r\n\(content)\r\n"
        }.joined() + "--\(boundary)--\r\n"
    }

    /// Line ends and beginnings of boundaries everywhere.
    private static let contents = [
        "", "\r\r\n\r\n-\r\n--edg", "--", "\r", String(repeating: "x\r\n--ed", count: 2_000),
    ]

    @Test("a form has one sum whatever its boundary, and however it is cut on its way", arguments: [1, 2, 7, 4_096])
    func boundary(size: Int) {
        let known = Self.fingerprint(Self.form(Self.contents))
        #expect(Self.fingerprint(Self.form(Self.contents), cutInto: size) == known)
        for other in ["edges", "edgy", "a b", String(repeating: "-", count: 70)] {
            let form = Self.form(Self.contents, boundary: other)
            #expect(Self.fingerprint(form, boundary: other, cutInto: size) == known)
        }
    }

    @Test("other contents, other names and other places of boundaries make another sum")
    func different() {
        let plain = Self.form(["one", "two"])
        let others = [
            Self.form(["one", "tw"]), Self.form(["on", "etwo"]), Self.form(["one", "two", ""]),
            Self.form(["two", "one"]), plain.replacing("name=f1", with: "name=f2"),
            plain.replacing("--edge--\r\n", with: "--edge--"), plain.replacing("one\r\n--edge", with: "one\r\n--edgy"),
            "\r\n" + plain, String(plain.dropLast(12)), "",
        ]
        #expect(Set(others + [plain]).count == Set((others + [plain]).map { Self.fingerprint($0) }).count)
        #expect(Self.fingerprint(Self.form(["one", "two"], boundary: "other")) != Self.fingerprint(plain))
    }

    @Test("what is no form is taken byte by byte")
    func otherTypes() {
        let form = Self.form(["one"])
        let other = Self.form(["one"], boundary: "other")
        #expect(Self.fingerprint(form, boundary: nil, cutInto: 3) == Self.fingerprint(form, boundary: nil))
        #expect(Self.fingerprint(form, boundary: nil) != Self.fingerprint(other, boundary: nil))
        #expect(Self.fingerprint(form, boundary: "") != Self.fingerprint(other, boundary: ""))
    }
}
