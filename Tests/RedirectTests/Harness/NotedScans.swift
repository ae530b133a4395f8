// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Synchronization

@testable import Redirect

/// A scan as a recorder was told of it.
struct NotedScan: Sendable, Equatable {
    var code: Int64 = 7
    var version = 1
    var at = Timestamp(milliseconds: 1_795_262_400_000)
    var marks: ScanMarks = []
    var address = "203.0.113.7"
    var country: String?
    var userAgent = ""
    var referrer = ""
    var language = ""
    var lead = ScanLead()
}

/// Keeps the scans that all recorders made here are told of.
final class NotedScans: Sendable {
    private struct State {
        var scans: [NotedScan] = []
        var batches: [Int] = []
        var isFull = false
        var isBroken = false
        var whenNoted: (@Sendable () -> Void)?
    }

    /// No recorder can be made.
    struct Broken: Error {}

    private let state = Mutex(State())

    /// The scans so far.
    var scans: [NotedScan] { state.withLock { $0.scans } }

    /// How many scans there were at the end of each batch.
    var batches: [Int] { state.withLock { $0.batches } }

    /// From now on scans cannot be kept.
    func fill() { state.withLock { $0.isFull = true } }

    /// Whether making a recorder fails.
    func breakDown(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }

    /// Called after each scan that is noted.
    func whenNoted(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.whenNoted = action } }

    /// Makes a recorder.
    func makeRecorder() throws -> sending ScanRecorder {
        guard !state.withLock({ $0.isBroken }) else { throw Broken() }
        return Recorder(self)
    }

    private final class Recorder: ScanRecorder {
        private let noted: NotedScans

        init(_ noted: NotedScans) { self.noted = noted }

        override func record(
            code: Int64,
            version: Int,
            at moment: Timestamp,
            marks: ScanMarks,
            address: IPAddress,
            country: CountryCode?,
            userAgent: Span<UInt8>,
            referrer: Span<UInt8>,
            language: Span<UInt8>,
            lead: ScanLead,
        ) -> Bool {
            let scan = NotedScan(
                code: code,
                version: version,
                at: moment,
                marks: marks,
                address: "\(address)",
                country: country.map { "\($0)" },
                userAgent: text(userAgent),
                referrer: text(referrer),
                language: text(language),
                lead: lead,
            )
            let (isFull, action) = noted.state.withLock { state in
                if !state.isFull { state.scans.append(scan) }
                return (state.isFull, state.whenNoted)
            }
            action?()
            return !isFull
        }

        override func endBatch() { noted.state.withLock { $0.batches.append($0.scans.count) } }

        private func text(_ bytes: Span<UInt8>) -> String {
            String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        }
    }
}
