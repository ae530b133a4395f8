// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Logging
import ServiceLifecycle

/// Looks after the journal in the background: spare segments, forcing scans onto the disk, the turn of the visitor salt,
/// a country database that was replaced.
///
/// Start it before the server and let it stop after: its last act is to force everything onto the disk.
package final class JournalKeeper: Service {
    private let journal: ScanJournal
    private let logger: Logger
    private let wallClock: WallClock
    private let disk = DiskQueue(label: "waymark.journal")

    /// How often it looks for something to do.
    private static let tick = Duration.milliseconds(100)
    /// How many ticks lie between two looks at the country database's file: half a minute.
    private static let ticksBetweenReloads = 300

    /// Makes the service.
    /// - Parameters:
    ///   - journal: what it looks after.
    ///   - logger: told when something stops or begins to work again, once each.
    ///   - wallClock: tells the day.
    package init(journal: ScanJournal, logger: Logger, wallClock: @escaping WallClock = { .now }) {
        self.journal = journal
        self.logger = logger
        self.wallClock = wallClock
    }

    /// Works until the group shuts down.
    package func run() async {
        for file in journal.setAside {
            logger.error(
                "A file of the scan journal could not be read and was set aside", metadata: ["file": "\(file)"], )
        }
        await cancelWhenGracefulShutdown { [self] in
            var report = ChangeReport()
            let period =
                if case .every(let period) = journal.configuration.sync { min(period, Self.tick) } else { Self.tick }
            var ticks = 0
            while !Task.isCancelled {
                await look(&report)
                if ticks.isMultiple(of: Self.ticksBetweenReloads) { await reloadCountries() }
                ticks += 1
                try? await Task.sleep(for: period)
            }
        }
        await disk.run { [journal] in journal.sync() }
    }

    /// One look: everything that is due.
    func look() async {
        var report = ChangeReport()
        await look(&report)
    }

    private func look(_ report: inout ChangeReport) async {
        let saltProblem = await disk.attempt { [journal, wallClock] () throws(JournalError) in
            journal.prepareSpares()
            if case .every = journal.configuration.sync { journal.sync() }
            try journal.salt.turn(now: wallClock())
        }
        report.note(journal.status, saltProblem: saltProblem, to: logger)
    }

    /// Takes a country database that was put in the place of the one in use; keeps the old one when the new one is broken.
    func reloadCountries() async {
        guard let old = journal.countries.0, old.isReplaced else { return }
        do throws(CountryDatabaseError) {
            journal.useCountries(try CountryDatabase(path: old.path))
            logger.info("The country database was replaced", metadata: ["file": "\(old.path)"])
        } catch {
            logger.error("The new country database cannot be used; the old one stays", metadata: ["error": "\(error)"])
        }
    }
}

/// Says once what changed, however often it is asked.
private struct ChangeReport {
    private var problem: String?
    private var overflowed = 0

    mutating func note(_ status: JournalStatus, saltProblem: JournalError?, to logger: Logger) {
        let current = (status.problem ?? saltProblem)?.description
        if current != problem {
            problem = current
            if let current {
                logger.error("The scan journal has a problem; redirects go on", metadata: ["error": "\(current)"])
            } else {
                logger.notice("The scan journal works again", metadata: ["overflowed": "\(status.overflowed)"])
            }
        }
        // Only the step from none: how many follow is in the status, and in the line when it works again.
        if overflowed == 0, status.overflowed > 0 {
            logger.error("Scans are answered but not recorded", metadata: ["overflowed": "\(status.overflowed)"])
        }
        overflowed = status.overflowed
    }
}
