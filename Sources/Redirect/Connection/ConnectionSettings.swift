// SPDX-License-Identifier: Apache-2.0

/// How patient a connection is, and how much it buffers.
package struct ConnectionSettings: Sendable, Hashable {
    /// How long a connection may lie idle between two requests.
    ///
    /// Default 60 s.
    package var idleTimeout: Duration
    /// How long the head of a request may take from its first byte to its last.
    ///
    /// Default 10 s.
    package var headTimeout: Duration
    /// Answers to pipelined requests are sent when they come to this many bytes, or when no request is left.
    ///
    /// Default 64 KiB.
    package var maximumBatch: Int
    /// The most bytes that are kept of what comes in while nothing can be read.
    ///
    /// Default 256 KiB; more than the kernel delivers in one read, which is all that can come.
    package var maximumInput: Int

    /// Makes settings; by default the documented values.
    package init(
        idleTimeout: Duration = .seconds(60),
        headTimeout: Duration = .seconds(10),
        maximumBatch: Int = 64 << 10,
        maximumInput: Int = 256 << 10,
    ) {
        self.idleTimeout = idleTimeout
        self.headTimeout = headTimeout
        self.maximumBatch = maximumBatch
        self.maximumInput = maximumInput
    }
}
