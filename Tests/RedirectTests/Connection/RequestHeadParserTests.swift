// SPDX-License-Identifier: Apache-2.0

import Scans
import Testing

@testable import Redirect

@Suite("recognising requests")
struct RequestHeadParserTests {
    private func head(_ text: String) throws -> RequestHead {
        guard case .scan(let head) = RequestHeadParser.parse(Array(text.utf8).span) else { throw NoScan(text: text) }
        return head
    }

    private struct NoScan: Error {
        let text: String
    }

    private func part(_ range: ByteRange, of text: String) -> String {
        String(decoding: Array(text.utf8)[range.offsets], as: UTF8.self)
    }

    @Test("plain requests are recognised", arguments: try RequestFiles.files(.answered))
    func answered(file: RequestFiles.File) {
        guard case .scan(let head) = RequestHeadParser.parse(file.bytes.span) else {
            Issue.record("not recognised")
            return
        }
        #expect(file.bytes[..<head.length].suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A])
    }

    @Test("everything else is foreign", arguments: try RequestFiles.files(.handedOn))
    func foreign(file: RequestFiles.File) { #expect(RequestHeadParser.parse(file.bytes.span) == .foreign) }

    @Test("beginnings are waited for", arguments: try RequestFiles.files(.incomplete))
    func incomplete(file: RequestFiles.File) { #expect(RequestHeadParser.parse(file.bytes.span) == .incomplete) }

    @Test(
        "every beginning of a plain request is incomplete, never foreign", arguments: try RequestFiles.files(.answered),
    )
    func prefixes(file: RequestFiles.File) {
        guard case .scan(let head) = RequestHeadParser.parse(file.bytes.span) else { return }
        // Every length near the ends, and some between: a head of 16 KiB has too many for each.
        for length in 0..<head.length where length < 600 || length > head.length - 20 || length.isMultiple(of: 997) {
            #expect(RequestHeadParser.parse(file.bytes.span.extracting(first: length)) == .incomplete, "\(length)")
        }
    }

    @Test("no single byte put in or changed makes a plain request something else than it is")
    func mutations() throws {
        // Whatever a mutation gives is foreign, incomplete, or a scan whose parts are well-formed.
        let request = Array(
            "GET /r/poster01?a=b HTTP/1.1\r\nHost: x\r\nUser-Agent: Safari\r\nConnection: close\r\n\r\n".utf8)
        for index in request.indices {
            for byte in UInt8.min...UInt8.max {
                for bytes in [replacing(request, index, byte), inserting(request, index, byte)] {
                    guard case .scan(let head) = RequestHeadParser.parse(bytes.span) else { continue }
                    #expect(bytes[head.id.offsets].allSatisfy { ByteSet.slug.contains($0) })
                    #expect(bytes[head.query.offsets].allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") })
                    #expect((3...64).contains(head.id.count))
                    // A byte put in behind the last carriage return but one can be left over, and belongs to no request.
                    #expect(bytes.count - head.length <= 1)
                    #expect(bytes[..<head.length].filter { $0 == UInt8(ascii: "\n") }.count == 5)
                    #expect(!bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) || $0 == 0x7F })
                }
            }
        }
    }

    private func replacing(_ bytes: [UInt8], _ index: Int, _ byte: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes[index] = byte
        return bytes
    }

    private func inserting(_ bytes: [UInt8], _ index: Int, _ byte: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes.insert(byte, at: index)
        return bytes
    }

    @Test("the parts of a request are found where they are")
    func parts() throws {
        let text =
            "HEAD /r/po_st-er01?a=%20&b=c HTTP/1.0\r\nReferer: https://a.example/\r\nuser-agent:  Safari 18 \r\n"
            + "Accept-Language: fr\r\nX-Forwarded-For: 192.0.2.1\r\nCloudFront-Viewer-Country: DE\r\nConnection: Keep-Alive\r\n"
            + "X-Request-Id: req.1\r\n\r\nGET"
        let head = try head(text)
        #expect(head.length == text.utf8.count - 3)
        #expect(head.marks == .head && head.isVersion10 && head.keepsAlive)
        #expect(part(head.id, of: text) == "po_st-er01")
        #expect(part(head.query, of: text) == "a=%20&b=c")
        #expect(part(head.referrer, of: text) == "https://a.example/")
        #expect(part(head.userAgent, of: text) == "Safari 18")
        #expect(part(head.language, of: text) == "fr")
        #expect(part(head.forwardedFor, of: text) == "192.0.2.1")
        #expect(part(head.country, of: text) == "DE")
        #expect(part(head.requestID, of: text) == "req.1")
    }

    @Test("what a request does not have is empty")
    func emptyParts() throws {
        let head = try head("GET /r/poster01 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(head.marks.isEmpty && !head.isVersion10 && head.keepsAlive)
        for range in [head.query, head.userAgent, head.referrer, head.language, head.forwardedFor, head.country] {
            #expect(range.count == 0)
        }
    }

    @Test(
        "DNT: 1 and Sec-GPC: 1 ask for privacy, and nothing else does",
        arguments: [
            ("DNT: 1", true), ("dnt:1 ", true), ("Sec-GPC: 1", true), ("DNT: 0\r\nSec-GPC: 1", true),
            ("DNT: 0", false),
            ("DNT: 11", false), ("Sec-GPC:", false), ("Sec-GPD: 1", false), ("DNS: 1", false),
        ], )
    func privacy(field: String, asks: Bool) throws {
        #expect(try head("GET /r/poster01 HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n").marks == (asks ? .privacy : []))
    }

    @Test(
        "a browser that fetches ahead says so in one of four fields",
        arguments: [
            ("Sec-Purpose: prefetch", true), ("sec-purpose: prefetch;prerender", true),
            ("Sec-Purpose:prefetch ; anonymous-client-ip", true), ("Purpose: prefetch", true),
            ("Sec-Purpose: prefetch\r\nPurpose: prefetch", true), ("X-Purpose: preview", true),
            ("X-Moz: Prefetch", true), ("Purpose: prerender", true),
            ("Purpose: prefetching", false), ("Purpose:", false), ("Sec-Purpose: scan, prefetch", false),
            ("X-Purposes: preview", false), ("X-Mob: prefetch", false),
        ], )
    func purpose(field: String, isAhead: Bool) throws {
        let marks = try head("GET /r/poster01 HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n").marks
        #expect(marks == (isAhead ? .ahead : []))
    }

    @Test(
        "version and Connection say together whether the connection stays",
        arguments: [
            ("1.1", "", true), ("1.1", "close", false), ("1.1", "keep-alive", true), ("1.1", "CLOSE", false),
            ("1.0", "", false), ("1.0", "close", false), ("1.0", "keep-alive", true),
        ], )
    func persistence(version: String, connection: String, keepsAlive: Bool) throws {
        let field = connection.isEmpty ? "" : "Connection: \(connection)\r\n"
        #expect(try head("GET /r/poster01 HTTP/\(version)\r\nHost: x\r\n\(field)\r\n").keepsAlive == keepsAlive)
    }
}
