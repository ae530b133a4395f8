// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("Links and counts of the Qrius API")
struct QriusLinksTests {
    private func make(_ caller: Caller, _ slug: String = "poster") async throws -> Answer {
        let body = #"{"name": "Poster", "destinationUrl": "https://example.com/", "slug": "\#(slug)"}"#
        return try await caller.send(.post, "/qr", body)
    }

    @Test("qrCodeUrl is a picture for whoever has the link, and for nobody who changed it")
    func picture() async throws {
        try await APIFixture().test { caller in
            let link = try #require(try await make(caller)["qrCodeUrl"]?.text)
            let path = String(link.dropFirst(APIFixture.publicURL.count))
            let stranger = caller.with(key: nil)
            let picture = try await stranger.send(.get, path)
            #expect(picture.status == 200)
            #expect(picture.headers[.contentType] == "image/png")
            let same = try await caller.send(.get, "/api/qr/codes/poster/image")
            #expect(picture.bytes == same.bytes)
            _ = try await make(caller, "other")
            let moved = path.replacing("poster", with: "other")
            for wrong in [moved, String(path.dropLast()), "/qr/qr_poster/image", "/qr/nothing/image?signature=x"] {
                let refused = try await stranger.send(.get, wrong)
                #expect(refused.status == 403, "\(wrong)")
                #expect(refused["statusCode"] == .integer(403))
            }
            _ = try await caller.send(.delete, "/qr/poster")
            let gone = try await stranger.send(.get, path)
            #expect(gone.status == 404)
        }
    }

    @Test("stats count, and are exported as JSON or CSV")
    func stats() async throws {
        try await APIFixture().test { caller in
            _ = try await make(caller)
            let stats = try await caller.send(.get, "/qr/qr_poster/stats?days=7")
            #expect(stats.status == 200)
            #expect(stats["id"]?.text == "qr_poster" && stats["slug"]?.text == "poster")
            #expect(stats["totalScans"] == .integer(0) && stats["totals.scans"] == .integer(0))
            #expect(stats["series"]?.elements.count == 7)
            let export = try await caller.send(.get, "/qr/qr_poster/stats/export?days=7")
            #expect(export.json == stats.json)
            let accepted = try await caller.send(
                .get, "/qr/qr_poster/stats/export?days=2", headers: [.accept: "text/csv"], )
            let asked = try await caller.send(.get, "/qr/poster/stats/export?days=2&format=csv")
            for table in [accepted, asked] {
                #expect(table.headers[.contentType] == "text/csv; charset=utf-8")
                #expect(table.text == "date,scans,uniques\r\n2026-05-20,0,0\r\n2026-05-21,0,0\r\n")
            }
            #expect(try await caller.send(.get, "/qr/nothing/stats").status == 404)
            #expect(try await caller.send(.get, "/qr/poster/stats?days=91").status == 422)
            #expect(try await caller.send(.get, "/qr/poster/stats/export?format=xml").status == 422)
        }
    }

    @Test("another account neither reads, edits nor deletes a code")
    func foreign() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            _ = try await make(caller)
            let stranger = caller.with(key: other)
            for (method, path, body) in [
                (HTTPRequest.Method.get, "/qr/qr_poster", nil), (.patch, "/qr/qr_poster", "{}"),
                (.delete, "/qr/qr_poster", nil), (.get, "/qr/qr_poster/stats", nil),
                (.get, "/qr/qr_poster/stats/export", nil),
            ] {
                let answer = try await stranger.send(method, path, body)
                #expect(answer.status == 404 && answer["statusCode"] == .integer(404))
            }
            let unknown = try await caller.with(key: nil).send(.get, "/qr")
            #expect(unknown.status == 401 && unknown["error"]?.text == "Unauthorized")
            #expect(try await caller.send(.get, "/qr/qr_poster").status == 200)
        }
    }

    @Test("/{slug} leads where the code does, and every other path stays what it was")
    func slugs() async throws {
        try await APIFixture().test { caller in
            _ = try await make(caller)
            for method in [HTTPRequest.Method.get, .head] {
                let scan = try await caller.with(key: nil).send(method, "/poster?utm=1")
                #expect(scan.status == 302 && scan.headers[.location] == "https://example.com/")
            }
            let posted = try await caller.send(.post, "/poster", "{}")
            #expect(posted.status == 405)
            #expect(try await caller.send(.options, "/poster").status == 204)
            for path in ["/nothing", "/admin", "/x", "/favicon.ico"] {
                let missing = try await caller.send(.get, path)
                #expect(missing.status == 404 && missing.code == "NOT_FOUND", "\(path)")
                #expect(try await caller.send(.delete, path).status == 404)
            }
            let page = try await caller.send(.get, "/nothing", headers: [.accept: "text/html,*/*"])
            #expect(page.status == 404 && page.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(try await caller.send(.get, "/healthz").status == 200)
        }
    }
}
