// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QRRender

@Suite("Deflate")
struct DeflateTests {
    struct Inflated: Decodable {
        let isEqual: Bool
    }

    @Test("what zlib inflates is the rows with all their repeats")
    func inflates() async throws {
        var files: [String: [UInt8]] = [:]
        var jobs: [Oracle.Job] = []
        var generator = SplitMix(seed: 3)
        for (index, rowBytes) in [2, 3, 4, 5, 9, 66, 113, 300, 700, 1_126, 32_768].enumerated() {
            for alphabet in [1, 2, 256] {
                let name = "\(index)-\(alphabet)"
                var stream = Deflate(rowBytes: rowBytes)
                var plain: [UInt8] = []
                var row = [UInt8](repeating: 0, count: rowBytes)
                for times in [1, 1, 2, 3, 1, 129, 1, 1, 65] where rowBytes < 2_000 || times < 3 {
                    change(&row, alphabet: alphabet, &generator)
                    stream.append(row, times: times)
                    plain += (0..<times).flatMap { _ in row }
                }
                files[name] = plain
                for effort in [CompressionEffort.fast, .smallest] where effort == .fast || rowBytes < 200 {
                    files["\(name)-\(effort)"] = stream.finish(effort: effort)
                    jobs.append(Oracle.Job(kind: "inflate", path: "\(name)-\(effort)", plain: name))
                }
            }
        }
        let answers: [Inflated] = try await Oracle.ask(files: files, jobs)
        for (job, answer) in zip(jobs, answers) { #expect(answer.isEqual, "\(job.path)") }
    }

    /// Overwrites a few stretches of a row, or none, so that neighbours have equal ends of all lengths.
    private func change(_ row: inout [UInt8], alphabet: Int, _ generator: inout SplitMix) {
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let start = Int.random(in: row.indices, using: &generator)
            let end = min(row.count, start + Int.random(in: 1...max(2, row.count / 3), using: &generator))
            for place in start..<end { row[place] = UInt8(Int.random(in: 0..<alphabet, using: &generator)) }
        }
    }

    @Test("repeats cost a token in 258 bytes, whatever the number of rows")
    func repeatsAreCheap() {
        var stream = Deflate(rowBytes: 1_126)
        stream.append([0] + Array(repeating: 0xFF, count: 1_125), times: 9_000)
        #expect(stream.finish(effort: .fast).count < 56_000)
    }

    @Test("zeros in long rows repeat the byte before, which costs less than the distance of a row")
    func zerosAreCheap() async throws {
        var stream = Deflate(rowBytes: 1_126)
        let first = [2] + (0..<1_125).map { UInt8($0 % 5 == 0 ? 1 : 0) }
        let zeros = [2] + [UInt8](repeating: 0, count: 1_125)
        for (row, times) in [(first, 1), (zeros, 3_000), (first, 2), (zeros, 7), (zeros, 1), (first, 1)] {
            stream.append(row, times: times)
        }
        let bytes = stream.finish(effort: .fast)
        #expect(bytes.count < 8_000)
        let plain = first + (0..<3_000).flatMap { _ in zeros } + first + first + (0..<8).flatMap { _ in zeros } + first
        let answers: [Inflated] = try await Oracle.ask(
            files: ["z": bytes, "plain": plain],
            [Oracle.Job(kind: "inflate", path: "z", plain: "plain")],
        )
        #expect(answers[0].isEqual)
    }

    @Test("lengths and distances have the symbols of the tables in RFC 1951, 3.2.5")
    func symbols() {
        let lengths = [
            3: 257, 10: 264, 11: 265, 18: 268, 19: 269, 114: 279, 115: 280, 130: 280, 131: 281, 257: 284, 258: 285,
        ]
        for (length, symbol) in lengths { #expect(DeflateToken.symbol(ofLength: length).symbol == symbol) }
        let distances = [1: 0, 4: 3, 5: 4, 6: 4, 7: 5, 9: 6, 12: 6, 13: 7, 193: 15, 257: 16, 24_577: 29, 32_768: 29]
        for (distance, symbol) in distances { #expect(DeflateToken.symbol(ofDistance: distance).symbol == symbol) }
        #expect(DeflateToken.symbol(ofLength: 257) == .init(symbol: 284, extraBits: 30, extraCount: 5))
        #expect(DeflateToken.symbol(ofDistance: 32_768) == .init(symbol: 29, extraBits: 8_191, extraCount: 13))
    }

    @Test("codes are complete, prefix-free by construction, and within their bound", arguments: [7, 15])
    func codes(longest: Int) {
        var generator = SplitMix(seed: 9)
        for round in 0..<500 {
            let size = longest == 7 ? 19 : 286
            // Counts that grow geometrically are the ones that make long words.
            var counts = (0..<size).map { _ in
                Int.random(in: 0...1, using: &generator) << Int.random(in: 0...(round % 40), using: &generator)
            }
            counts[0] = 1
            counts[size - 1] = 1
            let code = HuffmanCode(counts: counts, longest: longest)
            #expect(code.lengths.allSatisfy { $0 <= longest })
            #expect(code.lengths.indices.allSatisfy { (code.lengths[$0] > 0) == (counts[$0] > 0) })
            #expect(code.lengths.reduce(0) { $0 + ($1 > 0 ? 1 << (longest - $1) : 0) } == 1 << longest)
        }
    }

    @Test("the words of a code are those of the example in RFC 1951, 3.2.2")
    func words() {
        let code = HuffmanCode(counts: [20, 20, 20, 20, 21, 40, 10, 10], longest: 15)
        #expect(code.lengths == [3, 3, 3, 3, 3, 2, 4, 4])
        // 010, 011, 100, 101, 110, 00, 1110, 1111, read from the other end.
        #expect(code.words == [0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111])
    }
}
