// SPDX-License-Identifier: Apache-2.0

/// The middle and the slow end of many measurements, in milliseconds.
struct Spread: CustomStringConvertible {
    let description: String

    init(_ times: [Duration]) {
        let sorted = times.sorted()
        guard let longest = sorted.last else {
            description = "nothing measured"
            return
        }
        let parts = [
            ("median", sorted[sorted.count / 2]), ("p99", sorted[sorted.count * 99 / 100]), ("max", longest),
        ]
        description = parts.map { "\($0.0) \(twoDecimals($0.1 / .milliseconds(1))) ms" }.joined(separator: ", ")
    }
}

/// A number with one decimal.
func oneDecimal(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

/// A number with two decimals.
func twoDecimals(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
