// SPDX-License-Identifier: Apache-2.0

/// What one request may cost.
package struct APILimits: Sendable, Hashable {
    /// The most bytes of a body: 25 MB, counted in millions as the contract does.
    package var bodyBytes: Int
    /// How long a body may take to arrive, from the moment it is asked for; large ones get more, by ``bodyRate``.
    package var bodyDeadline: Duration
    /// How many bytes of a body a caller has to send in each second beyond the deadline.
    package var bodyRate: Int
    /// How deep arrays and objects of a JSON body may be nested; more than any field needs, far less than a stack holds.
    package var jsonDepth: Int
    /// How many values the JSON body of an ordinary request may hold: far more than any code has, and few enough for
    /// them to take no more memory than the largest body itself.
    package var jsonValues: Int
    /// How long a connection whose body was not read to the end is kept for the caller to read the answer.
    package var lingering: Duration
    /// How long one readiness check may take.
    package var probeDeadline: Duration
    /// How long the outcome of the readiness checks is shown again without checking.
    package var readinessLifetime: Duration

    /// Makes limits; the defaults are the contract's.
    package init(
        bodyBytes: Int = 25_000_000,
        bodyDeadline: Duration = .seconds(30),
        bodyRate: Int = 100_000,
        jsonDepth: Int = 64,
        jsonValues: Int = 20_000,
        lingering: Duration = .seconds(5),
        probeDeadline: Duration = .milliseconds(1_500),
        readinessLifetime: Duration = .seconds(1),
    ) {
        self.bodyBytes = bodyBytes
        self.bodyDeadline = bodyDeadline
        self.bodyRate = max(1, bodyRate)
        self.jsonDepth = jsonDepth
        self.jsonValues = jsonValues
        self.lingering = lingering
        self.probeDeadline = probeDeadline
        self.readinessLifetime = readinessLifetime
    }
}
