// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What one redirect costs without the rest of the server: answers scans until its standard input ends, and then prints
/// how many there were and the processor time of each.
///
/// usage: RedirectBench front|codec|table [--loops N] [--codes N]
///   front   the front of the server with a journal
///   codec   NIO's HTTP/1 codec and a dictionary: what the front saves
///   table   what codes cost in memory: prints it, and takes no requests
/// The ids are code0000, code0001 and so on. Put load on the port that is printed, for example with wrk.
@main
struct RedirectBench {
    static func main() async throws {
        let arguments = Arguments(CommandLine.arguments.dropFirst())
        if arguments.measuresTable { return try await CachedCodes.measure(arguments.codes) }
        let subject = try await arguments.subject()
        print("{\"port\": \(subject.port)}")
        fflush(nil)
        let start = processorTime()
        while readLine() != nil {}
        let spent = processorTime() - start
        let answered = subject.answered()
        let each = answered > 0 ? spent / Double(answered) * 1_000_000 : 0
        subject.close()
        print("{\"answered\": \(answered), \"cpu_us_each\": \(String(format: "%.2f", each))}")
    }

    /// Seconds of user and system time of this process.
    private static func processorTime() -> Double {
        var time = timespec()
        // Cannot fail for this clock; the pointer lives for the call.
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }
}

/// What is measured.
struct Subject: Sendable {
    /// Where it listens.
    let port: Int
    /// How many requests were answered so far.
    let answered: @Sendable () -> Int
    /// Takes away what it left on the disk.
    let close: @Sendable () -> Void
}

/// The command line.
struct Arguments {
    private let words: [String]

    init(_ words: some Sequence<String>) { self.words = Array(words) }

    var loops: Int { number("--loops") ?? 1 }
    var codes: Int { number("--codes") ?? 100 }

    var measuresTable: Bool { words.first == "table" }

    /// The subject that the first word names.
    func subject() async throws -> Subject {
        switch words.first {
        case "codec": try await Subject.codec(codes: codes, loops: loops)
        default: try Subject.front(codes: codes, loops: loops)
        }
    }

    private func number(_ name: String) -> Int? {
        words.firstIndex(of: name).flatMap { words.indices.contains($0 + 1) ? Int(words[$0 + 1]) : nil }
    }
}
