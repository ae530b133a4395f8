// SPDX-License-Identifier: Apache-2.0

import Codes
import Glibc
import Scans

/// Scans as phones make them.
struct Workload {
    /// Three user agents of usual length.
    let userAgents = [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            + "Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
            + "Instagram 334.0.4.32.98 (iPhone15,2; iOS 17_4; en_US; en; scale=3.00; 1179x2556; 599081437)",
    ].map { Array($0.utf8) }
    /// Nobody refers to a printed code.
    let referrer: [UInt8] = []
    /// What phones say.
    let language = Array("de-DE,de;q=0.9,en-US;q=0.8".utf8)
    /// Addresses all over the net, the same in each run.
    let addresses: [IPAddress] = (0..<4_096).map { index in
        IPAddress(ipv4: UInt32(truncatingIfNeeded: index &* 2_654_435_761 &+ 12_345))
    }
}

/// Nanoseconds a scan, of a hundred batches of 10,000.
func measure(_ workload: Workload, _ writer: ScanJournalWriter, country: CountryCode?) throws -> [Int] {
    let now = Timestamp.now
    return (0..<100).map { batch in
        let elapsed = measureProcessor {
            for index in 0..<10_000 {
                let userAgent = workload.userAgents[index % 3]
                writer.append(
                    code: Int64(index),
                    version: 1,
                    at: now,
                    marks: [],
                    address: workload.addresses[(batch &* 977 &+ index) & 4_095],
                    country: country,
                    userAgent: userAgent.span,
                    referrer: workload.referrer.span,
                    language: workload.language.span,
                )
            }
        }
        return elapsed / 10_000
    }
}

/// Nanoseconds a look-up, of a hundred batches of 10,000.
func measureLookUp(_ workload: Workload, _ countries: CountryDatabase) -> [Int] {
    var found = 0
    return (0..<100).map { batch in
        let elapsed = measureProcessor {
            for index in 0..<10_000 {
                let address = workload.addresses[(batch &* 977 &+ index) & 4_095]
                found += countries.country(of: address) == nil ? 0 : 1
            }
        }
        return elapsed / 10_000
    }
}

/// The nanoseconds that this thread computes, its page faults included and the work of others left out.
func measureProcessor(_ body: () -> Void) -> Int {
    let start = processorTime()
    body()
    return processorTime() - start
}

private func processorTime() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
