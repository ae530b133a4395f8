// SPDX-License-Identifier: Apache-2.0

/// Asks the probes, never waits longer than the deadline for them, and remembers the report for a moment.
///
/// A probe that hangs is not asked again while it hangs: checks of a dead store must not pile up.
actor Readiness {
    /// What one probe found.
    struct Check: Sendable, Hashable {
        let name: String
        let outcome: ReadinessProbe.Outcome
    }

    private let probes: [ReadinessProbe]
    private let limits: APILimits
    private var last: (checks: [Check], at: ContinuousClock.Instant)?
    private var asking: Task<[Check], Never>?
    private var hanging: Set<String> = []

    init(probes: [ReadinessProbe], limits: APILimits) {
        self.probes = probes
        self.limits = limits
    }

    /// What all probes found, in their order, not older than the limits allow.
    func report() async -> [Check] {
        if let last, .now - last.at < limits.readinessLifetime { return last.checks }
        if let asking { return await asking.value }
        let task = Task { await askAll() }
        asking = task
        let checks = await task.value
        last = (checks, .now)
        asking = nil
        return checks
    }

    private func askAll() async -> [Check] {
        await withTaskGroup(of: Check.self) { group in
            for probe in probes {
                group.addTask { Check(name: probe.name, outcome: await self.ask(probe)) }
            }
            var outcomes: [String: ReadinessProbe.Outcome] = [:]
            for await check in group { outcomes[check.name] = check.outcome }
            return probes.compactMap { probe in outcomes[probe.name].map { Check(name: probe.name, outcome: $0) } }
        }
    }

    /// The probe's answer or the deadline's, whichever is first.
    ///
    /// The probe itself cannot be stopped: it is left to end.
    private func ask(_ probe: ReadinessProbe) async -> ReadinessProbe.Outcome {
        guard hanging.insert(probe.name).inserted else { return .notReady(reason: "the last check still hangs") }
        let (outcomes, sink) = AsyncStream<ReadinessProbe.Outcome>.makeStream()
        Task {
            sink.yield(await probe.check())
            hanging.remove(probe.name)
        }
        let deadline = limits.probeDeadline
        let timer = Task {
            try? await Task.sleep(for: deadline)
            sink.yield(.notReady(reason: "no answer within \(deadline)"))
        }
        defer { timer.cancel() }
        for await outcome in outcomes { return outcome }
        return .notReady(reason: "no answer")
    }
}
