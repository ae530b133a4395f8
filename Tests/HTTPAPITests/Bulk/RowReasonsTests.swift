// SPDX-License-Identifier: Apache-2.0

import Codes
import Styling
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("Reasons of failed rows")
struct RowReasonsTests {
    private static let rules = CodeRules(
        hosts: OwnHosts(publicURLs: []),
        styles: NativeStyleRules(publicURL: APIFixture.publicURL),
        clock: { APIFixture.start },
    )

    private func words(_ faults: [FieldFault]) -> String {
        RowWorker.words(for: CodeError.invalid(faults), of: RowFields([:], .codes)).message
    }

    @Test("a row says all its reasons, as it has no list of them")
    func all() {
        let one = FieldFault("/slug", "slug is too long")
        let other = FieldFault("/size", "size must be a whole number, not a string", kind: .wrongType)
        #expect(words([one]) == "slug is too long")
        #expect(words([one, other]) == "slug is too long; size must be a whole number, not a string")
    }

    @Test(
        "a row is told of the fields that it has, with what is wrong in them",
        arguments: [
            (
                #""secure": ["expire"], "expiry": "2027-01-01""#, "expiry",
                "expiry must be ISO 8601 with a zone, such as 2027-01-31T23:59:59Z",
            ),
            (#""secure": ["expire"]"#, "expiresAt", "expiresAt is required where secure names expire"),
            (#""styling": 7"#, "styling", "styling must be an object, not a number"),
            (
                #""sources": ["a", "north\tpole"]"#, "sources/1",
                "entry 1 of sources has no text, or control characters or line breaks",
            ),
            (#""sources": ["a", "a"]"#, "sources/1", #"entry 1 of sources is "a", which is named before"#),
        ],
    )
    func names(members: String, field: String, words: String) async throws {
        let row = #"{"uid": "a", "qrType": "dynamic", "dataType": "url", "data": "https://a.example/", \#(members)}"#
        let fields = RowFields(try #require(try JSONParser.parse(Array(row.utf8), depth: 8).members), .generate)
        let api = try await APIFixture()
        do {
            _ = try CodeDraft(fields: fields.native, rules: Self.rules)
            Issue.record("the row is taken")
        } catch {
            #expect(RowWorker.words(for: error, of: fields).message == words)
        }
        try await api.test { caller in
            let answer = try await caller.send(.post, "/api/qr/generate", row)
            #expect(answer.pointers == ["/\(field)"] && answer["detail"]?.text == words, "\(answer.text)")
        }
    }

    @Test("reasons that do not fit are counted")
    func bound() {
        let faults = (0..<30).map { FieldFault("/\($0)", "\($0) \(String(repeating: "x", count: 296))") }
        let text = words(faults)
        #expect(text.utf8.count < 1_000 && text.hasPrefix("0 xxx") && text.hasSuffix("; and 27 more"), "\(text)")
    }
}
