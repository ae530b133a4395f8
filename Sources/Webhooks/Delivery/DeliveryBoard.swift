// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Which deliveries are under way, and which webhooks rest because they failed a moment ago.
struct DeliveryBoard {
    private struct Rest {
        let until: Timestamp
        let deliveries: Set<Int64>
    }

    /// The longest rest behind a failure: one receiver that hangs takes few of the places of all.
    private static let longestRest = Duration.seconds(60)

    private var underWay: [Int64: Set<Int64>] = [:]
    private var rests: [Int64: Rest] = [:]
    private var failures: [Int64: Int] = [:]

    /// How many deliveries are under way.
    var count: Int { underWay.values.reduce(0) { $0 + $1.count } }

    /// What is not to be begun now, by the number of its webhook: a failing webhook has one delivery at a time, so that one
    /// that rests keeps all others back.
    var busy: [Int64: Set<Int64>] {
        underWay.merging(rests.mapValues(\.deliveries)) { $0.union($1) }
    }

    /// Notes that a delivery has begun.
    mutating func begin(_ delivery: DueDelivery) {
        underWay[delivery.webhook.number, default: []].insert(delivery.number)
    }

    /// Notes that an attempt has ended, and lets the webhook rest where it failed: twice as long each time in a row.
    mutating func end(_ delivery: DueDelivery, failed: Bool, at moment: Timestamp) {
        let webhook = delivery.webhook.number
        underWay[webhook]?.remove(delivery.number)
        if underWay[webhook]?.isEmpty == true { underWay[webhook] = nil }
        guard failed else {
            (rests[webhook], failures[webhook]) = (nil, nil)
            return
        }
        let count = failures[webhook, default: 0]
        failures[webhook] = count + 1
        let rest = min(Self.longestRest, .seconds(1 << min(count, 6)))
        let resting = (rests[webhook]?.deliveries ?? []).union([delivery.number])
        rests[webhook] = Rest(until: moment.adding(rest), deliveries: resting)
    }

    /// Ends the rests that are over, and those of webhooks that somebody is waiting for.
    mutating func wake(at moment: Timestamp, hurried: Set<Int64>) {
        rests = rests.filter { $0.value.until > moment && !hurried.contains($0.key) }
        // Deleted webhooks leave their counts behind.
        if failures.count > 10_000 { failures = failures.filter { rests[$0.key] != nil } }
    }
}
