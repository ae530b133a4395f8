// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

@Suite("multipart/form-data")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=edge"

    private static func parts(_ text: String, type: String = type) throws -> [MultipartForm.Part] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        return try MultipartForm.parts(of: Array(lines.utf8), contentType: type)
    }

    @Test("fields and files are read as they were sent")
    func read() throws {
        let parts = try Self.parts(
            """
            --edge
            Content-Disposition: form-data; name="a b"

            one
            -- edge
            --edge
            content-type: image/png
            CONTENT-DISPOSITION: form-data; filename="x;\\"y\\".png"; name=logo

            --edge
            Content-Disposition: form-data; name="empty"


            --edge--

            """
            .replacing("name=logo\n\n--edge", with: "name=logo\n\n\u{1}\u{0}\n--edge")
        )
        #expect(parts.map(\.name) == ["a b", "logo", "empty"])
        #expect(parts[0].text == "one\r\n-- edge")
        #expect(parts[1].fileName == "x;\"y\".png" && parts[1].text == nil)
        #expect(Array(parts[1].content) == [1, 0])
        #expect(parts[2].text?.isEmpty == true)
    }

    @Test("a boundary may be quoted and hold blanks; a form may be empty")
    func boundary() throws {
        let part = "Content-Disposition: form-data; name=a\n\nx\n"
        let parts = try Self.parts(
            "--a b\n\(part)--a b--", type: "Multipart/Form-Data; Boundary=\"a b\"; charset=utf-8", )
        #expect(parts.map(\.text) == ["x"])
        #expect(try Self.parts("--edge--").isEmpty)
    }

    @Test(
        "what two readers could understand differently is refused",
        arguments: [
            "", "--edge", "--edg\n", "preamble\n--edge--", "--edge--\nepilogue", "--edge \n--edge--",
            "--edge\n\nx\n--edge--", "--edge\nContent-Disposition: form-data; name=a\n\nx",
            "--edge\nContent-Disposition: form-data; name=\"a\n\nx\n--edge--",
            "--edge\nContent-Disposition: form-data\n\nx\n--edge--",
            "--edge\nContent-Disposition: attachment; name=a\n\nx\n--edge--",
            "--edge\nContent-Disposition: form-data; name=a; name=b\n\nx\n--edge--",
            "--edge\nContent-Disposition: form-data; name=a\nContent-Transfer-Encoding: base64\n\nx\n--edge--",
            "--edge\nContent-Disposition: form-data; name=a\n\nx\n--edge\nContent-Disposition: form-data; name=a\n\nx\n--edge--",
        ],
    )
    func refused(form: String) {
        #expect(throws: MultipartForm.Fault.self) { try Self.parts(form) }
    }

    @Test("a form has at most so many parts, and heads of so many bytes")
    func bounds() {
        let part = { (name: String) in "--edge\nContent-Disposition: form-data; name=\(name)\n\nx\n" }
        let many = (0...MultipartForm.mostParts).map { part("f\($0)") }.joined() + "--edge--"
        #expect(throws: MultipartForm.Fault.self) { try Self.parts(many) }
        let long = "--edge\nX: \(String(repeating: "x", count: 3_000))\n" + part("a")
        #expect(throws: MultipartForm.Fault.self) { try Self.parts(long) }
        #expect(throws: MultipartForm.Fault.self) { try Self.parts("--edge--", type: "multipart/form-data") }
    }
}
