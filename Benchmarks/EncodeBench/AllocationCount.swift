// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The allocations of one call, on average over a thousand, where `Benchmarks/peers/allocation_counter.c` is loaded.
func allocations(_ body: () -> Int) -> Double? {
    typealias Counter = @convention(c) () -> UInt
    guard let symbol = unsafe dlsym(dlopen(nil, RTLD_NOW), "waymark_allocation_count") else { return nil }
    let counter = unsafe unsafeBitCast(symbol, to: Counter.self)
    var sink = 0
    // The first calls make what all later ones share.
    for _ in 0..<100 { sink &+= body() }
    let before = counter()
    for _ in 0..<1000 { sink &+= body() }
    let after = counter()
    precondition(sink != 1)
    return Double(after - before) / 1000
}
