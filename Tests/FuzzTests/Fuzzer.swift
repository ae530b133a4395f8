// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Feeds a parser with changed inputs: a set number of them in an ordinary run, and as many as fit into
/// `WAYMARK_FUZZ_SECONDS` in a long one, which `scripts/fuzz` starts.
///
/// The input under test is in a file before the parser sees it, so that it is still there after a crash.
struct Fuzzer {
    let name: String
    let seeds: [[UInt8]]
    /// Inputs of an ordinary run.
    var inputs = 10_000
    /// The most bytes of an input.
    var longest = 1 << 16
    /// Sets checksums right, so that what lies behind them is reached; used for half of the inputs.
    var repair: ((inout [UInt8]) -> Void)?

    private static let seconds = ProcessInfo.processInfo.environment["WAYMARK_FUZZ_SECONDS"].flatMap { Double($0) }
    private static let seed = ProcessInfo.processInfo.environment["WAYMARK_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    /// Runs the parser on the seeds and on what is made of them; it tells whether it took an input.
    func run(_ parse: (_ input: [UInt8]) throws -> Bool) throws {
        try #require(!seeds.isEmpty, "no seeds of \(name)")
        let record = try CurrentInput(name: name)
        let start = ContinuousClock.now
        var pool = seeds
        var mutator = Mutator(seed: Self.seed)
        var taken = 0
        var count = 0
        var slowest = Duration.zero
        for seed in seeds where try parse(seed) { taken += 1 }
        while goesOn(count, since: start) {
            let input = makeInput(of: pool, &mutator)
            try record.keep(input)
            count += 1
            let asked = ContinuousClock.now
            let isTaken = try parse(input)
            slowest = max(slowest, asked.duration(to: .now))
            guard isTaken else { continue }
            taken += 1
            // What was taken is worth changing further; the pool stays small.
            if pool.count < seeds.count + 200 { pool.append(input) } else { pool[seeds.count + count % 200] = input }
        }
        let times = [start.duration(to: .now), slowest].map { Int($0 / .milliseconds(1)) }
        let figures = "\(count) inputs, \(taken) taken, \(times[0]) ms, slowest \(times[1]) ms"
        print("fuzz: \(name): \(figures), seed \(Self.seed)")
        record.forget()
    }

    private func makeInput(of pool: [[UInt8]], _ mutator: inout Mutator) -> [UInt8] {
        let input = mutator.mutate(mutator.pick(pool) ?? [], other: mutator.pick(seeds) ?? [], longest: longest)
        guard let repair, mutator.oneIn(2) else { return input }
        var repaired = input
        repair(&repaired)
        return repaired
    }

    private func goesOn(_ count: Int, since start: ContinuousClock.Instant) -> Bool {
        guard let seconds = Self.seconds else { return count < inputs }
        return start.duration(to: .now) < .seconds(seconds)
    }
}

/// The input that a parser has at this moment, in the folder for temporary files.
private struct CurrentInput {
    private let handle: FileHandle
    private let url: URL

    init(name: String) throws {
        let folder = FileManager.default.temporaryDirectory
        url = folder.appending(path: "waymark-fuzz-\(name)-\(ProcessInfo.processInfo.processIdentifier)")
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
    }

    func keep(_ input: [UInt8]) throws {
        try handle.seek(toOffset: 0)
        try handle.write(contentsOf: input)
        try handle.truncate(atOffset: UInt64(input.count))
    }

    func forget() {
        try? handle.close()
        try? FileManager.default.removeItem(at: url)
    }
}
