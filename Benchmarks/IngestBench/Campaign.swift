// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Scans

/// Scans as a campaign brings them, the same in every run.
struct Campaign {
    /// How fast they come, for their time: as fast as the store is meant to take them.
    private static let perSecond = 60_000

    private let codes: [Int64]
    /// How many scans of so many fall to the codes up to each one; empty where all are scanned alike.
    private let shares: [Double]
    private let agents: [[UInt8]]
    private let languages = ["de-DE,de;q=0.9", "fr-FR,fr;q=0.8,en;q=0.5", "en-US,en;q=0.9", "pt-BR", "ja"].map {
        Array($0.utf8)
    }
    private let referrers: [[UInt8]] = [[], [], [], Array("https://www.instagram.com/".utf8)]
    private let start = Timestamp.now
    private var count = 0
    private var chance: Xorshift

    init(codes: [Int64], isZipf: Bool, seed: UInt64) {
        self.codes = codes
        var sum = 0.0
        shares =
            isZipf
            ? codes.indices.map { rank -> Double in
                sum += 1 / Double(rank + 1)
                return sum
            } : []
        agents = Self.agents()
        chance = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15)
    }

    /// Puts scans into the journal.
    mutating func scan(_ number: Int, into writer: ScanJournalWriter) {
        for _ in 0..<number {
            let moment = start.adding(.milliseconds(count * 1_000 / Self.perSecond))
            count += 1
            writer.append(
                code: code(),
                version: 1,
                at: moment,
                marks: [],
                // Four million visitors from all over the net.
                address: IPAddress(ipv4: UInt32(truncatingIfNeeded: (chance.next() & 0x3F_FFFF) &* 2_654_435_761)),
                userAgent: pick(agents).span,
                referrer: pick(referrers).span,
                language: pick(languages).span,
            )
        }
    }

    private mutating func pick(_ list: [[UInt8]]) -> [UInt8] { list[Int(chance.next() >> 33) % list.count] }

    private mutating func code() -> Int64 {
        guard let total = shares.last else { return codes[Int(chance.next() >> 33) % codes.count] }
        let drawn = Double(chance.next() >> 11) / Double(1 << 53) * total
        var (low, high) = (0, shares.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if shares[middle] < drawn { low = middle + 1 } else { high = middle }
        }
        return codes[low]
    }

    /// Two thousand user agents, as versions of systems and apps make them.
    private static func agents() -> [[UInt8]] {
        (0..<2_000).map { number in
            let (major, minor) = (number % 40, number / 40)
            let text =
                switch number % 4 {
                case 0:
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_\(minor % 7) like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                        + "Gecko) Version/18.\(minor) Mobile/15E\(100 + major) Safari/604.1"
                case 1:
                    "Mozilla/5.0 (Linux; Android 15; SM-S9\(major)\(minor)B) AppleWebKit/537.36 (KHTML, like Gecko) "
                        + "Chrome/\(100 + major).0.0.0 Mobile Safari/537.36"
                case 2:
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                        + "Mobile/15E148 Instagram \(300 + major).0.\(minor) (iPhone15,2; iOS 17_4; en_US; en; scale=3.00)"
                default:
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/\(major).\(minor) "
                        + "Chrome/126.0.0.0 Mobile Safari/537.36"
                }
            return Array(text.utf8)
        }
    }
}

/// Marsaglia's xorshift64*: quick, and the same in every run.
struct Xorshift {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }
}
