// SPDX-License-Identifier: Apache-2.0

/// The microseconds one call takes: the median of 31 batches of at least 5 ms each, after a warm-up.
func measure(_ body: () -> Int) -> Double {
    let clock = ContinuousClock()
    var sink = 0
    var calls = 1
    while clock.measure({ for _ in 0..<calls { sink &+= body() } }) < .milliseconds(5) { calls *= 2 }
    let batches = (0..<31).map { _ in
        let elapsed = clock.measure { for _ in 0..<calls { sink &+= body() } }
        return elapsed / .microseconds(1) / Double(calls)
    }
    // The sum is used, so that no call can be left out.
    precondition(sink != 1)
    return batches.sorted()[batches.count / 2]
}
