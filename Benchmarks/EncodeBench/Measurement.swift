// SPDX-License-Identifier: Apache-2.0

/// The microseconds one call takes: the median of 31 batches of about 5 ms each, after a warm-up.
func measure(_ body: () -> Int) -> Double {
    let clock = ContinuousClock()
    var sink = 0
    var calls = 1
    while true {
        let elapsed = clock.measure { for _ in 0..<calls { sink &+= body() } }
        if elapsed > .milliseconds(5) { break }
        calls *= 2
    }
    let batches = (0..<31).map { _ in
        let elapsed = clock.measure { for _ in 0..<calls { sink &+= body() } }
        return Double(elapsed.components.attoseconds) / 1e12 / Double(calls)
    }
    // The sum is used, so that no call can be left out.
    precondition(sink != 1)
    return batches.sorted()[batches.count / 2]
}

/// Two digits after the point.
func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
