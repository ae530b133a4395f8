// SPDX-License-Identifier: Apache-2.0

import Codes
import SQLiteStore
import Store

/// What is done to the store, and how long it takes.
struct Workload {
    let store: SQLiteStore
    let account: Account

    /// Inserts codes from that many callers, each as fast as it is answered, and prints how many a second.
    func insertCodes(callers: Int, seconds: Int) async throws {
        let before = store.commitStatistics
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        let times = try await withThrowingTaskGroup { group in
            for _ in 0..<callers {
                group.addTask { try await insertCodes(until: { ContinuousClock.now >= deadline }) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let after = store.commitStatistics
        let commits = after.commits - before.commits
        let shared = Double(after.writes - before.writes) / Double(max(1, commits))
        let rate = times.count / seconds
        print("  \(callers) callers: \(rate)/s, \(oneDecimal(shared)) writes a commit, \(Spread(times))")
    }

    /// Inserts codes until there are `count`.
    /// - Returns: how many there are.
    func fill(upTo count: Int) async throws -> Int {
        let missing = max(0, count - (try await store.count(of: account.id)))
        try await withThrowingTaskGroup { group in
            for _ in 0..<64 {
                group.addTask {
                    for _ in 0..<missing / 64 + 1 { _ = try await store.insert(code(), limit: nil) }
                }
            }
            try await group.waitForAll()
        }
        return try await store.count(of: account.id)
    }

    /// Inserts codes from eight callers while scans are ingested without a pause.
    func insertDuringIngest(codes: ClosedRange<Int>) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await ingest("beside inserts", codes: codes, share: 0, batch: 2_048, batches: 50)
            }
            group.addTask { try await insertCodes(callers: 8, seconds: 3) }
            try await group.waitForAll()
        }
    }

    private func insertCodes(until isOver: @Sendable () -> Bool) async throws -> [Duration] {
        var times: [Duration] = []
        while !isOver() {
            let code = code()
            times.append(try await ContinuousClock().measure { _ = try await store.insert(code, limit: nil) })
        }
        return times
    }

    private func code() -> Code {
        var generator = SystemRandomNumberGenerator()
        return Code(
            id: CodeID(using: &generator),
            account: account.id,
            payload: Payload(stored: .url, text: "https://shop.example.com/spring?utm_source=poster"),
            settings: CodeSettings(name: "Poster at the station", tags: ["spring", "print"].compactMap { Tag($0) }),
            createdAt: .now,
        )
    }
}
