// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("what holds for every path")
struct ProtocolTests {
    static let resources: [(String, String)] = [
        ("/api/qr/codes", "GET, HEAD, POST, OPTIONS"),
        ("/api/qr/codes/abc", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
        ("/api/qr/codes/abc/image", "GET, HEAD, OPTIONS"),
        ("/api/qr/codes/abc/analytics", "GET, HEAD, OPTIONS"),
        ("/api/qr/static", "GET, HEAD, POST, OPTIONS"),
        ("/r/abc", "GET, HEAD, POST, OPTIONS"),
        ("/q/abc/", "GET, HEAD, POST, OPTIONS"),
        ("/healthz", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
    ]

    @Test("OPTIONS names the methods, and every other method is a 405 that does", arguments: resources)
    func methods(path: String, allow: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let options = try await caller.with(key: nil).send(.options, path)
            #expect(options.status == 204)
            #expect(options.headers[.allow] == allow)
            for method in Resource.methods where !allow.contains(method.rawValue) {
                let answer = try await caller.send(method, path)
                #expect(answer.status == 405, "\(method)")
                #expect(answer.headers[.allow] == allow)
                #expect(answer.code == "METHOD_NOT_ALLOWED")
            }
        }
    }

    @Test(
        "what is neither a job nor a bulk operation is not found by GET, at every path of jobs",
        arguments: [
            "/api/qr/codes/bulk/nope", "/api/qr/bulk-generate/nope", "/qr/bulk/nope", "/api/qr/codes/bulk/nope/result",
        ],
    )
    func noJob(path: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.get, path)
            #expect(answer.status == 404, "\(answer.text)")
        }
    }

    @Test("POST on a code without a password is a 405 that says so, and counts nothing")
    func postOfPlainCode() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            for path in ["/r/posters", "/q/posters/", "/r/neverMade"] {
                let answer = try await caller.with(key: nil).send(.post, path, "password=x")
                #expect(answer.status == 405)
                #expect(answer.headers[.allow] == "GET, HEAD, OPTIONS")
            }
            #expect(api.scans.all == [])
        }
    }

    @Test(
        "a path that nobody answers at is a 404 problem for every method",
        arguments: [
            "/api", "/api/qr", "/api/qr/codes/a/b", "/api/qr/codes/a/image/b", "/r", "/r/a/b", "/favicon.ico",
            "/%2e%2e/etc/passwd", "/healthz/x",
        ],
    )
    func unknownPaths(path: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for method in [HTTPRequest.Method.get, .post, .delete, .options] {
                let answer = try await caller.send(method, path)
                #expect(answer.status == 404)
                #expect(answer.code == "NOT_FOUND")
                #expect(answer.headers[.contentType] == "application/problem+json")
            }
        }
    }

    @Test("a method that HTTP does not have is a 501")
    func unknownMethods() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for path in ["/api/qr/codes", "/nowhere"] {
                let answer = try await caller.send(try #require(HTTPRequest.Method("BREW")), path)
                #expect(answer.status == 501)
                #expect(answer.code == "METHOD_UNKNOWN")
            }
        }
    }

    @Test(
        "HEAD has the headers of GET and no body, for problems too",
        arguments: [
            "/api/qr/codes", "/api/qr/codes/code0001", "/api/qr/codes/nothing", "/api/qr/static?data=x&dataType=text",
            "/healthz", "/nowhere",
        ],
    )
    func head(path: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create()
            let same: HTTPFields = [.requestID: "same"]
            // Twice, so that both find the picture in the cache.
            _ = try await caller.send(.get, path, headers: same)
            let get = try await caller.send(.get, path, headers: same)
            let head = try await caller.send(.head, path, headers: same)
            #expect(head.status == get.status)
            // What is left of a limit is less with each call, and the name of the limit stays.
            #expect((head.headers[.rateLimit] == nil) == (get.headers[.rateLimit] == nil))
            var (headers, others) = (head.headers, get.headers)
            (headers[.rateLimit], others[.rateLimit]) = (nil, nil)
            #expect(headers == others)
            #expect(head.bytes.isEmpty)
        }
    }

    @Test(
        "a sane request id is kept, any other replaced",
        arguments: [
            ("a", true), ("01JQ8Y6Z5T0ABCDEFGHJKMNPQR", true), ("trace-7.a_b", true),
            (String(repeating: "x", count: 128), true),
            (String(repeating: "x", count: 129), false), ("", false), ("a b", false), ("a,b", false),
            ("<script>", false),
        ],
    )
    func requestIDs(sent: String, isKept: Bool) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for path in ["/healthz", "/nowhere", "/api/qr/codes", "/r/nothing"] {
                let answer = try await caller.with(key: nil).send(.get, path, headers: [.requestID: sent])
                #expect((answer.headers[.requestID] == sent) == isKept)
                #expect(answer.headers[.requestID]?.isEmpty == false)
            }
        }
    }

    @Test("made ids are ULIDs that sort by time")
    func ulids() throws {
        struct Ones: RandomNumberGenerator {
            func next() -> UInt64 { .max }
        }
        var ones = Ones()
        // The specification's own example moment: 1469918176385 is 01ARYZ6S41.
        let id = RequestID.make(at: Timestamp(milliseconds: 1_469_918_176_385), using: &ones)
        #expect(id == "01ARYZ6S41" + String(repeating: "Z", count: 16))
        let later = RequestID.make(at: Timestamp(milliseconds: 1_469_918_176_386), using: &ones)
        #expect(id < later)
        #expect(RequestID.make() != RequestID.make())
    }

    @Test("long values and many faults come back short")
    func shortAnswers() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let long = String(repeating: "x", count: 100_000)
            let many = (0..<10_000).map { #""f\#($0)": 1"# }.joined(separator: ", ")
            for body in [
                #"{"data": "https://a.example/", "\#(long)": 1}"#, #"{"data": "https://a.example/", \#(many)}"#,
            ] {
                let answer = try await caller.send(.post, "/api/qr/codes", body)
                #expect(answer.status == 422)
                #expect(answer.bytes.count < 50_000)
            }
        }
    }

    @Test("the page of errors has every code, and problems lead to it")
    func errorPage() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let page = try await caller.send(.get, "/docs/errors")
            for code in ProblemCode.allCases { #expect(page.text.contains("id=\"\(code.rawValue)\"")) }
            let problem = try await caller.send(.get, "/nowhere")
            #expect(problem["type"]?.text == "https://qr.example.com/docs/errors#NOT_FOUND")
        }
    }
}
