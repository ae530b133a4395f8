// SPDX-License-Identifier: Apache-2.0

import Codes
package import Logging
import ServiceLifecycle
import Store

/// Works jobs off as long as the program runs, several at once, and clears away what nobody fetches.
package actor BulkRunner: Service {
    /// Few enough for their files and rows to fit in memory; a job of each of so many accounts makes progress at once.
    private static let mostRuns = 16
    private static let mostLooked = 2_000
    private static let longestPause = Duration.seconds(30)
    private static let keepingInterval = Duration.seconds(30)

    private let jobs: BulkJobs
    private let services: BulkServices
    private let logger: Logger
    private let gate: Gate
    private let threads: QuietThreads
    /// The jobs in work, and whose they are.
    private var running: [Int64: AccountID] = [:]

    /// Makes a runner that does nothing until it runs.
    /// - Parameters:
    ///   - jobs: tells it when there is work.
    ///   - cores: how many slices of rows are made at once.
    ///   - logger: is told what goes wrong.
    package init(jobs: BulkJobs, cores: Int, logger: Logger) {
        self.jobs = jobs
        self.logger = logger
        services = jobs.services
        // One slice more than there are threads: one waits for the disk.
        gate = Gate(places: cores + 1)
        threads = QuietThreads(count: cores, name: "bulk")
    }

    /// Runs until the program ends; what is in work then goes on with the next start.
    package nonisolated func run() async throws { await cancelWhenGracefulShutdown { await self.work() } }

    private func work() async {
        guard let lock = await lock() else { return }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.keepHouse() }
            while !Task.isCancelled {
                for job in await next() {
                    running[job.number] = job.account
                    group.addTask(executorPreference: threads) { await self.run(job) }
                }
                await jobs.work.wait()
            }
        }
        withExtendedLifetime(lock) {}
    }

    /// Waits until no other process works on the folder.
    private func lock() async -> BulkFile? {
        var isTold = false
        while !Task.isCancelled {
            do throws(BulkFileError) {
                if let lock = try services.folder.lock() { return lock }
                if !isTold { logger.notice("another process works on the bulk jobs of this data directory") }
            } catch {
                if !isTold { logger.error("bulk jobs cannot be worked off", metadata: ["error": "\(error)"]) }
            }
            isTold = true
            try? await Task.sleep(for: .seconds(1))
        }
        return nil
    }

    /// The jobs to begin now: of those accounts first that have the fewest in work, the oldest first.
    private func next() async -> [BulkJob] {
        let places = Self.mostRuns - running.count
        guard places > 0 else { return [] }
        do {
            var waiting = try await services.store.unfinishedJobs(atMost: Self.mostLooked)
                .filter { running[$0.number] == nil }
            var load = running.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            var chosen: [BulkJob] = []
            while chosen.count < places,
                let index = waiting.indices.min(by: {
                    (load[waiting[$0].account] ?? 0, waiting[$0].number) < (
                        load[waiting[$1].account] ?? 0, waiting[$1].number,
                    )
                })
            {
                load[waiting[index].account, default: 0] += 1
                chosen.append(waiting.remove(at: index))
            }
            return chosen
        } catch {
            logger.warning("the list of bulk jobs cannot be read", metadata: ["error": "\(error)"])
            return []
        }
    }

    private nonisolated func run(_ job: BulkJob) async {
        do {
            try await JobRun(job, services, gate: gate).run()
            await ended(job, after: nil)
        } catch {
            await ended(job, after: error)
        }
    }

    /// Makes room for the next job; one that failed is tried again after a pause.
    private func ended(_ job: BulkJob, after error: (any Error)?) async {
        if let error, !Task.isCancelled {
            let metadata: Logger.Metadata = ["job": "\(job.id)", "error": "\(error)"]
            logger.warning("a bulk job stopped and will go on", metadata: metadata)
            try? await Task.sleep(for: .seconds(2))
        }
        running[job.number] = nil
        jobs.work.set()
    }

    /// Removes results that nobody fetched in time and files that belong to no job, and looks for jobs now and then.
    private func keepHouse() async {
        while !Task.isCancelled {
            do throws(StoreError) {
                try await jobs.expire()
            } catch {
                logger.warning("old results of bulk jobs cannot be removed", metadata: ["error": "\(error)"])
            }
            jobs.work.set()
            try? await Task.sleep(for: Self.keepingInterval)
        }
    }
}
