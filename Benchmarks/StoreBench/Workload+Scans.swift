// SPDX-License-Identifier: Apache-2.0

import Codes
import SQLiteStore
import Store

extension Workload {
    /// Ingests batches, one after the other, and prints how many scans a second.
    /// - Parameters:
    ///   - name: how the scans are spread, for the result.
    ///   - codes: the numbers of the codes that are scanned.
    ///   - share: how many of a hundred scans are of the first code.
    ///   - batch: how many scans in a batch.
    ///   - batches: how many batches.
    /// - Throws: why the store could not.
    func ingest(_ name: String, codes: ClosedRange<Int>, share: Int, batch: Int, batches: Int) async throws {
        let journal = JournalID("\(name)-\(batch)-\(share)")
        var times: [Duration] = []
        for index in 0..<batches {
            // Four minutes a batch: thirty days go by in the run of all.
            let start = Timestamp.now.adding(.seconds(-30 * 86_400 + index * 240))
            let scans = (0..<batch).map { _ in scan(of: codes, share: share, after: start) }
            let next = ScanBatch(scans: scans, journal: journal, ends: [0: Int64(index + 1)])
            times.append(try await ContinuousClock().measure { try await store.ingest(next) })
        }
        let seconds = times.reduce(.zero, +) / .seconds(1)
        let rate = Int(Double(batch * batches) / seconds)
        print("  \(name), batches of \(batch): \(rate) scans/s, a batch \(Spread(times))")
    }

    /// Times the reads of redirects, lists and analytics.
    func read() async throws {
        let page = try await store.list(CodeListQuery(limit: 100), of: account.id)
        guard let newest = page.codes.first else { return }
        try await time("resolve") { _ = try await store.resolve(newest.id) }
        try await time("page of 25") { _ = try await store.list(CodeListQuery(), of: account.id) }
        for (name, query) in [
            ("page by type", CodeListQuery(type: .url)), ("page by tag", CodeListQuery(tag: Tag("spring"))),
            ("page by text, all match", CodeListQuery(search: "station")),
            ("page by text, none matches", CodeListQuery(search: "nowhere")),
        ] {
            try await time(name) { _ = try await store.list(query, of: account.id) }
        }
        let edges = (0...30).map { Timestamp.now.adding(.seconds(($0 - 30) * 86_400)) }
        let quarters = edges.map { Timestamp(milliseconds: $0.milliseconds / 900_000 * 900_000) }
        let oldest = try await oldestCode()
        for (name, edges) in [("30 days", quarters), ("30 days, edges inside quarters", edges)] {
            let query = AnalyticsQuery(edges: edges)
            try await time("\(name) of the busiest code") {
                _ = try await store.analytics(query, of: .code(oldest.id), in: account.id)
            }
        }
    }

    private func oldestCode() async throws -> Code {
        let page = try await store.list(CodeListQuery(limit: 1, after: CodePosition(number: 2)), of: account.id)
        guard let code = page.codes.first else {
            throw StoreError(.failed, operation: "bench", detail: "no codes", hint: "Run the inserts first.")
        }
        return code
    }

    private func time(_ name: String, _ body: () async throws -> Void) async throws {
        var times: [Duration] = []
        for _ in 0..<50 { times.append(try await ContinuousClock().measure(body)) }
        print("  \(name): \(Spread(times))")
    }

    private func scan(of codes: ClosedRange<Int>, share: Int, after start: Timestamp) -> Scan {
        let isFirst = Int.random(in: 0..<100) < share
        return Scan(
            code: Int64(isFirst ? codes.lowerBound : Int.random(in: codes)),
            version: 1,
            at: start.adding(.milliseconds(Int.random(in: 0..<240_000))),
            kind: .person,
            country: ["FR", "DE", "CH"].randomElement() ?? "FR",
            visitor: UInt64.random(in: 0..<1_000_000),
            // Five hundred user agents, as apps write them.
            userAgent:
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                + "Mobile/15E148 Instagram 334.0.\(Int.random(in: 0..<500)) (iPhone15,2; iOS 19_0; en_US; en; scale=3.00)",
            client: ScanClient(device: .mobile, os: "iOS", browser: "Instagram"),
            language: "fr",
        )
    }
}
