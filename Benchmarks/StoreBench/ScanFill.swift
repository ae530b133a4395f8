// SPDX-License-Identifier: Apache-2.0

import Codes
import SQLiteStore
import Store

/// Fills a store with scans by the call that the ingester makes, in the order in which they would have come.
struct ScanFill {
    /// As many as one transaction may have.
    private static let batch = ScanBatch.maximumScans
    /// What a busy ingester finds when it looks again.
    private static let feedBatch = 4_096

    private static let countries = ["FR", "DE", "US", "GB", "ES", "IT", "NL", "CH", "AT", "BE", "PL", "SE", "??"]
    private static let languages = ["fr", "de", "en", "es", "it", "nl", "pl", "sv"]
    private static let clients = [
        ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari"),
        ScanClient(device: .mobile, os: "Android", browser: "Chrome Mobile"),
        ScanClient(device: .mobile, os: "Android", browser: "Samsung Internet"),
        ScanClient(device: .tablet, os: "iOS", browser: "Mobile Safari"),
        ScanClient(device: .desktop, os: "Windows", browser: "Edge"),
        ScanClient(device: .other, os: "Other", browser: "Other"),
    ]

    let store: SQLiteStore
    private var generator = Mixer(state: 20_260_521)
    private let journal = JournalID("fill-\(UInt64.random(in: .min ... .max))")
    private var position: Int64 = 0
    /// The batch that the store is taking, while the next one is made.
    private var storing: Task<Void, any Error>?

    init(store: SQLiteStore) { self.store = store }

    /// Adds scans that are spread evenly over days up to today, and says how many a second the store took.
    mutating func fill(scans: Int, codes: ClosedRange<Int64>, days: Int) async throws -> Int {
        let today = Timestamp.now.milliseconds / 86_400_000
        let start = ContinuousClock.now
        for index in 0..<days {
            var left = scans / days + (index < scans % days ? 1 : 0)
            let midnight = (today - Int64(days - 1 - index)) * 86_400_000
            let step = 86_400_000 / Int64(max(1, left))
            var at = midnight
            while left > 0 {
                let count = min(left, Self.batch)
                var batch: [Scan] = []
                batch.reserveCapacity(count)
                for _ in 0..<count {
                    batch.append(scan(of: codes, at: Timestamp(milliseconds: at)))
                    at += step
                }
                try await add(batch)
                left -= count
            }
        }
        try await finish()
        return Int(Double(scans) / ((ContinuousClock.now - start) / .seconds(1)))
    }

    /// Adds scans of this moment as fast as the store takes them, and tells after every batch how many a second it took.
    mutating func feed(codes: ClosedRange<Int64>, seconds: Int, _ tell: (Int) -> Void) async throws {
        let start = ContinuousClock.now
        var scans = 0
        while ContinuousClock.now - start < .seconds(seconds) {
            let now = Timestamp.now
            var batch: [Scan] = []
            for _ in 0..<Self.feedBatch { batch.append(scan(of: codes, at: now)) }
            try await add(batch)
            try await finish()
            scans += Self.feedBatch
            tell(Int(Double(scans) / ((ContinuousClock.now - start) / .seconds(1))))
        }
    }

    private mutating func add(_ scans: [Scan]) async throws {
        position += 1
        let batch = ScanBatch(scans: scans, journal: journal, ends: [0: position])
        try await finish()
        storing = Task { [store] in try await store.ingest(batch) }
    }

    /// Waits until the store has everything.
    private mutating func finish() async throws {
        try await storing?.value
        storing = nil
    }

    private mutating func scan(of codes: ClosedRange<Int64>, at moment: Timestamp) -> Scan {
        let dice = generator.next()
        let more = generator.next()
        let country = Self.countries[skewed(dice & 0xFF, Self.countries.count)]
        let region = "\(country)-\(dice >> 8 & 3)"
        return Scan(
            code: codes.lowerBound + Int64(more % UInt64(codes.count)),
            version: 1,
            at: moment,
            kind: dice >> 12 & 31 == 0 ? .bot : .person,
            country: country,
            // Three of four come once.
            visitor: dice >> 17 & 3 == 0 ? dice >> 20 & 0xFFFF : more,
            userAgent:
                "Mozilla/5.0 (Linux; Android 14; Build/\(dice >> 36 & 511)) AppleWebKit/537.36 (KHTML, like Gecko)",
            client: Self.clients[skewed(dice >> 45 & 0xFF, Self.clients.count)],
            referrerHost: dice >> 53 & 7 == 0 ? "site-\(more & 255).example" : nil,
            language: Self.languages[skewed(more >> 8 & 0xFF, Self.languages.count)],
            place: ScanPlace(region: region, city: "City \(region) \(more >> 16 & 7)"),
            lead: Scan.Lead(source: more >> 21 & 3 == 0 ? "window" : nil),
        )
    }

    /// An index of which small ones are more likely: the product of two even ones.
    private func skewed(_ byte: UInt64, _ count: Int) -> Int { (Int((byte * byte) >> 8) * count) >> 8 }
}

/// Random numbers that are the same in every run (SplitMix64, Steele, Lea and Flood 2014).
private struct Mixer {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
