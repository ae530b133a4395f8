// SPDX-License-Identifier: Apache-2.0

/// How large the redirect table may become, and how long it believes what it holds.
package struct TableSettings: Sendable, Hashable {
    /// The most bytes that cached codes may take.
    ///
    /// Default 64 MiB: about 330,000 codes with links of 70 bytes.
    package var maximumBytes: Int
    /// The most bytes that unknown ids may take, on top: a flood of made-up ids pushes out no code.
    ///
    /// Default 4 MiB.
    package var maximumUnknownBytes: Int
    /// How long a code is used before it is read again; counted from the load.
    ///
    /// Up to a tenth less, so that codes loaded together are not reloaded together. Default 300 s.
    package var freshFor: Duration
    /// How long an unknown id is believed to be unknown.
    ///
    /// Default 30 s.
    package var unknownFreshFor: Duration
    /// How long a scan waits for the store when an answer older than ``freshFor`` is at hand.
    ///
    /// Default 250 ms.
    package var stalePatience: Duration
    /// How long a scan waits for the store when nothing is at hand, before it gets a 503.
    ///
    /// Default 5 s.
    package var patience: Duration
    /// After a reload that failed: how long the old answer is used before the next try.
    ///
    /// Default 5 s.
    package var reprieve: Duration
    /// The most codes that are read from the store at a time; a scan that needs one more gets a 503.
    ///
    /// Default 1,024.
    package var maximumLoads: Int
    /// Into how many parts the table is divided, each with its lock: a power of two.
    ///
    /// Default 64.
    package var shardCount: Int

    /// Makes settings; by default the documented values.
    package init(
        maximumBytes: Int = 64 << 20,
        maximumUnknownBytes: Int = 4 << 20,
        freshFor: Duration = .seconds(300),
        unknownFreshFor: Duration = .seconds(30),
        stalePatience: Duration = .milliseconds(250),
        patience: Duration = .seconds(5),
        reprieve: Duration = .seconds(5),
        maximumLoads: Int = 1_024,
        shardCount: Int = 64,
    ) {
        self.maximumBytes = maximumBytes
        self.maximumUnknownBytes = maximumUnknownBytes
        self.freshFor = freshFor
        self.unknownFreshFor = unknownFreshFor
        self.stalePatience = stalePatience
        self.patience = patience
        self.reprieve = reprieve
        self.maximumLoads = maximumLoads
        self.shardCount = shardCount
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
