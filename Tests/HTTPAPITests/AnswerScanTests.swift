// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("/r/{id} and /q/{id}/")
struct AnswerScanTests {
    @Test(
        "a scan needs no key, is sent on, and is noted once",
        arguments: ["/r/posters", "/q/posters/", "/r/%70osters", "/r/posters?a=b"],
    )
    func scan(path: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            let caller = caller.with(key: nil)
            let answer = try await caller.send(.get, path, headers: [.userAgent: "Phone"])
            #expect(answer.status == 302)
            #expect(answer.headers[.location] == "https://a.example/")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[values: .xContentTypeOptions] == ["nosniff"])
            let head = try await caller.send(.head, path, headers: [.userAgent: "Phone"])
            #expect(head.status == 302)
        }
        #expect(api.scans.all == ["GET version 1 by Phone", "HEAD version 1 by Phone"])
    }

    @Test("an unknown, a paused and an ended code get their pages, and no scan is noted")
    func notices() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "paused", "status": "inactive"}"#)
            try await caller.create(#"{"data": "https://a.example/", "slug": "ended"}"#)
            _ = try await caller.send(.delete, "/api/qr/codes/ended")
            for (id, status) in [("never", 404), ("a", 404), ("%ff", 404), ("paused", 404), ("ended", 410)] {
                let answer = try await caller.with(key: nil).send(.get, "/r/\(id)")
                #expect(answer.status == status)
                #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
                #expect(answer.headers[.location] == nil)
            }
        }
        #expect(api.scans.all.isEmpty)
    }

    @Test("an edit is in force when it is answered")
    func edits() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/1", "slug": "posters"}"#)
            _ = try await caller.send(.get, "/r/posters")
            _ = try await caller.send(.put, "/api/qr/codes/posters", #"{"destination": "https://a.example/2"}"#)
            let answer = try await caller.send(.get, "/r/posters")
            #expect(answer.headers[.location] == "https://a.example/2")
        }
    }
}
