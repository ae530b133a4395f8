// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import Redirect

@Suite("Fuzz: two ways to one answer")
struct DifferentialTests {
    @Test("the front and the ordinary HTTP handlers give the same answers to the same bytes, and note the same scans")
    func sameAnswers() async throws {
        let seeds = try Corpus.files(in: "RedirectTests/Requests") + Self.others
        let paths = try await TwoPaths()
        let mismatches = try await Self.onThread { () throws -> [String] in
            var mismatches: [String] = []
            let fuzzer = Fuzzer(
                name: "two-paths", seeds: seeds, inputs: 1_500, longest: RequestHeadParser.longestHead + 64, )
            try fuzzer.run { input in
                let front = try paths.throughFront(input)
                let pipeline = try paths.throughPipeline(input)
                if mismatches.count < 5, !Self.agree(front, pipeline) {
                    let bytes = String(decoding: input.prefix(600), as: UTF8.self).debugDescription
                    mismatches.append("\(bytes)\n  front: \(front)\n  pipeline: \(pipeline)")
                }
                return front.scans > 0
            }
            return mismatches
        }
        #expect(mismatches.isEmpty, "\(mismatches.joined(separator: "\n"))")
        try await paths.close()
    }

    /// Answers that the corpus asks for nowhere.
    private static let others = [
        "GET /r/paused01 HTTP/1.1\r\nHost: x\r\nAccept-Language: ar\r\n\r\n",
        "GET /r/forward1?a=1&b=%20 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /r/sources1?source=north&a=1 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /r/rules001 HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0 (iPad)\r\nAccept-Language: en;q=0.1\r\n\r\n",
        "GET /r/rules001 HTTP/1.1\r\nHost: x\r\nUser-Agent: Safari\r\nAccept-Language: en;q=0.1, fr-CA\r\n\r\n",
        "GET /r/limited1 HTTP/1.1\r\nHost: x\r\n\r\nGET /r/rules001 HTTP/1.1\r\nHost: x\r\n\r\n",
        "HEAD /r/paused01 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /r/poster01 HTTP/1.1\r\nHost: x\r\n\r\n",
    ].map { Array($0.utf8) }

    /// Alike, but for one thing: to a head that ends in the middle the front has nothing to say, and the parser has 400.
    private static func agree(_ front: TwoPaths.Outcome, _ pipeline: TwoPaths.Outcome) -> Bool {
        if front == pipeline { return true }
        guard front.scans == pipeline.scans, pipeline.answers.last?.isParserRefusal == true else { return false }
        return front.answers == pipeline.answers.dropLast()
    }

    /// Runs what waits for sockets on a thread that may wait.
    private static func onThread<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
        }
    }
}
