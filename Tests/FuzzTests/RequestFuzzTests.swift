// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import Testing

@testable import Codes
@testable import HTTPAPI
@testable import Redirect

@Suite("Fuzz: requests")
struct RequestFuzzTests {
    @Test("JSON that is taken is JSON to Foundation too, and is read again as it is written")
    func json() throws {
        try Fuzzer(name: "json", seeds: Corpus.files(in: "FuzzTests/Corpus/json")).run { input in
            guard let value = try? JSONParser.parse(input, depth: 32) else { return false }
            #expect(throws: Never.self) {
                try JSONSerialization.jsonObject(with: Data(input), options: .fragmentsAllowed)
            }
            let written = JSONWriter.buffer { $0.value(value) }
            let again = try? JSONParser.parse(Array(written.readableBytesView), depth: 32)
            #expect(again == value)
            return true
        }
    }

    @Test("a request head that is taken lies within its bytes, and the rest is handed on")
    func heads() throws {
        let seeds = try Corpus.files(in: "RedirectTests/Requests")
        try Fuzzer(name: "request-head", seeds: seeds, longest: RequestHeadParser.longestHead + 64).run { input in
            guard case .scan(let head) = RequestHeadParser.parse(input.span) else { return false }
            #expect(head.length <= input.count)
            let ranges: [ByteRange] = [
                head.id, head.query, head.userAgent, head.referrer, head.language, head.forwardedFor,
            ]
            for range in ranges { #expect(range.offsets.upperBound <= head.length) }
            return true
        }
    }

    @Test("a destination that is taken makes one line of printable ASCII")
    func destinations() throws {
        try Fuzzer(name: "destination", seeds: Corpus.lines("destinations"), longest: 4_096).run { input in
            let text = String(decoding: input, as: UTF8.self)
            guard let destination = try? Destination(text, at: "/data", refusing: OwnHosts(publicURLs: [])) else {
                return false
            }
            #expect(destination.location.utf8.allSatisfy { 0x21...0x7E ~= $0 })
            return true
        }
    }

    @Test("payloads of every type are taken or refused")
    func payloads() throws {
        let seeds =
            try Corpus.lines("payloads") + Corpus.files(in: "FuzzTests/Corpus/payloads")
            + Corpus.files(in: "FuzzTests/Corpus/json")
        try Fuzzer(name: "payload", seeds: seeds, longest: 4_096).run { input in
            let text = String(decoding: input, as: UTF8.self)
            let data = (try? JSONParser.parse(input, depth: 32)) ?? .string(text)
            let payloads = DataType.allCases.compactMap { type in
                try? Payload(type, data: data, refusing: OwnHosts(publicURLs: []))
            }
            for payload in payloads {
                #expect(payload.text.utf8.count <= Payload.maximumLength)
                #expect(payload.location?.utf8.allSatisfy { 0x21...0x7E ~= $0 } ?? true)
            }
            return !payloads.isEmpty
        }
    }

    @Test("a form that is taken has parts within its bytes, each of one name")
    func forms() throws {
        let type = "multipart/form-data; boundary=edge"
        try Fuzzer(name: "multipart-form", seeds: Corpus.files(in: "FuzzTests/Corpus/forms"), longest: 8_192).run {
            input in
            _ = try? HeaderParameters(String(decoding: input.prefix(256), as: UTF8.self))
            guard let parts = try? MultipartForm.parts(of: input, contentType: type) else { return false }
            #expect(Set(parts.map(\.name)).count == parts.count)
            #expect(parts.reduce(0) { $0 + $1.content.count } <= input.count)
            return true
        }
    }

    @Test("places of a batch's items are found in all that is JSON, and each is JSON")
    func batches() throws {
        try Fuzzer(name: "batch-items", seeds: Corpus.files(in: "FuzzTests/Corpus/json")).run { input in
            guard (try? JSONCheck.check(input.span, depth: 32)) != nil else { return false }
            for place in JSONPlaces.members(named: "items", of: input) ?? [] {
                for element in JSONPlaces.elements(at: place, of: input) ?? [] {
                    #expect(throws: Never.self) { try JSONCheck.check(Array(input[element]).span, depth: 32) }
                }
            }
            return true
        }
    }

    @Test("a slug that is taken is an id that is found again")
    func slugs() throws {
        try Fuzzer(name: "slug", seeds: Corpus.lines("slugs"), longest: 128).run { input in
            guard let id = try? CodeID(slug: String(decoding: input, as: UTF8.self)) else { return false }
            #expect(CodeID(id.text) == id)
            return true
        }
    }
}
