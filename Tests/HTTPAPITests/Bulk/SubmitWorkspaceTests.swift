// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Testing

@testable import HTTPAPI

@Suite("/api/qr/workspace-bulk-generate")
struct SubmitWorkspaceTests {
    private static let path = "/api/qr/workspace-bulk-generate"

    private func submit(_ caller: Caller, _ file: String, type: String = "text/csv") async throws -> Answer {
        try await caller.send(.post, Self.path, file, headers: [.contentType: type])
    }

    @Test(
        "a file makes a job of as many rows, with or without names on its first line",
        arguments: [
            ("https://example.com/a\nhttps://example.com/b,url\n", 2),
            ("destination,dataType\r\nhttps://example.com/a,url\r\n", 1),
            ("Data Type;Destination\ntext;hello\n", 1), ("a\nb\nc", 3),
        ],
    )
    func accepted(_ file: String, _ rows: Int) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await submit(caller, file)
            #expect(answer.status == 200)
            let id = try #require(answer.json.text)
            let status = try await caller.send(.get, "/api/qr/bulk-generate/\(id)")
            #expect(status["count"] == .integer(rows))
        }
    }

    @Test("more than 500 rows, none, no CSV and other types are refused, and no job is made")
    func refused() async throws {
        let api = try await APIFixture()
        let line = "https://example.com/\n"
        let files: [(String, String, Int, String)] = [
            (String(repeating: line, count: 501), "text/csv", 400, "OUT_OF_RANGE"),
            ("", "text/csv", 400, "EMPTY_BATCH"), ("destination\n", "text/csv", 400, "EMPTY_BATCH"),
            ("\"open", "text/csv", 400, "UNREADABLE_FILE"), ("{}", "application/json", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ]
        try await api.test { caller in
            for (file, type, status, code) in files {
                let answer = try await submit(caller, file, type: type)
                #expect(answer.status == status && answer.code == code)
            }
        }
        #expect(try await api.store.unfinishedJobs(atMost: 10).isEmpty)
    }

    @Test("a form with the file makes the same job, whatever the field is called", arguments: ["file", "csv"])
    func form(_ field: String) async throws {
        let api = try await APIFixture()
        let file = Array("destination\r\nhttps://example.com/a\r\nhttps://example.com/b\r\n".utf8)
        let form = Sample.form([(field, "codes.csv", file)])
        try await api.test { caller in
            let answer = try await caller.send(.post, Self.path, body: form, type: Sample.formType)
            #expect(answer.status == 200, "\(answer.text)")
            let id = try #require(answer.json.text)
            #expect(try await caller.send(.get, "/api/qr/bulk-generate/\(id)")["count"] == .integer(2))
        }
    }

    @Test("a form with no file, two of them, a field beside it or another end makes no job")
    func faultyForms() async throws {
        let api = try await APIFixture()
        let file = Array("https://example.com/a\n".utf8)
        let forms: [[Sample.Field]] = [
            [], [("file", nil, file)], [("a", "a.csv", file), ("b", "b.csv", file)],
            [("file", "a.csv", file), ("dataType", nil, Array("text".utf8))],
        ]
        try await api.test { caller in
            for form in forms {
                let answer = try await caller.send(
                    .post, Self.path, body: Sample.form(form), type: Sample.formType, )
                #expect(answer.status == 400 && answer.code == "MALFORMED_FORM", "\(answer.text)")
                api.clock.advance(by: .seconds(60))
            }
            let empty = Sample.form([("file", "a.csv", [])])
            let refused = try await caller.send(.post, Self.path, body: empty, type: Sample.formType)
            #expect(refused.status == 400 && refused.code == "EMPTY_BATCH")
        }
        #expect(try await api.store.unfinishedJobs(atMost: 10).isEmpty)
    }

    @Test("500 rows pass, and the sixth upload in a minute is a 429 for whoever has the address")
    func limited() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            for number in 0..<5 {
                let answer = try await submit(caller, String(repeating: "https://example.com/\n", count: 500))
                #expect(answer.status == 200)
                #expect(answer.headers[.rateLimit]?.contains("\"uploads\";r=\(4 - number);t=") == true)
            }
            let refused = try await submit(caller.with(key: other), "https://example.com/\n")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "12")
            api.clock.advance(by: .seconds(12))
            #expect(try await submit(caller, "https://example.com/\n").status == 200)
        }
    }
}
