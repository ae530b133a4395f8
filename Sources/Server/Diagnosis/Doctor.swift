// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLiteStore
import Scans
package import Store

/// Looks whether what is kept is whole, and makes counts anew that are not what the scans make; works beside a server.
package struct Doctor: Sendable {
    private let settings: Settings

    /// The most faults that are named one by one.
    private static let mostNamed = 100

    /// Makes a doctor for the data that the settings name.
    package init(settings: Settings) { self.settings = settings }

    /// Looks at everything.
    /// - Parameters:
    ///   - rebuilds: whether counts that differ from their scans are made anew.
    ///   - progress: told how many of how many days of counts were compared.
    /// - Returns: what was found.
    /// - Throws: ``StoreError`` where the database cannot be opened.
    package func examine(
        rebuilding rebuilds: Bool,
        _ progress: (_ done: Int, _ total: Int) -> Void,
    ) async throws(StoreError) -> Diagnosis {
        let store = try StoreFactory(settings: settings).openUnchanged()
        var diagnosis = Diagnosis()
        do throws(StoreError) {
            diagnosis.checks.append(try await database(store))
            let migrations = try await migrations(store)
            diagnosis.checks.append(migrations)
            diagnosis.checks.append(journal())
            // Tables of another schema may have other columns.
            if migrations.ok {
                diagnosis.checks.append(try await counts(store, rebuilds, progress))
                diagnosis.checks.append(try await totals(store, rebuilds))
            }
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
        return diagnosis
    }

    private func database(_ store: SQLiteStore) async throws(StoreError) -> Diagnosis.Check {
        let faults = try await store.faults(atMost: Self.mostNamed)
        let bytes = ["", "-wal"].reduce(0) { sum, ending in
            let attributes = try? FileManager.default.attributesOfItem(atPath: settings.databasePath + ending)
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
        let advice = "the database is damaged: go back to a backup, and keep a copy of this file"
        return Diagnosis.Check(
            name: "database",
            ok: faults.isEmpty,
            detail: "\(bytes) bytes, read whole",
            problems: faults.isEmpty ? [] : faults + [advice],
        )
    }

    private func migrations(_ store: SQLiteStore) async throws(StoreError) -> Diagnosis.Check {
        let status = try await store.migrationStatus()
        let problems = status.pending.map { "\($0) is still to come: run `waymark migrate`" }
        let detail = "\(status.applied.count) applied"
        return Diagnosis.Check(name: "migrations", ok: problems.isEmpty, detail: detail, problems: problems)
    }

    private func journal() -> Diagnosis.Check {
        let found = JournalInspection(folder: "\(settings.dataDirectory)/journal")
        let detail = "\(found.segments) segments with \(found.scans) scans, of which the store may have any number"
        return Diagnosis.Check(name: "journal", ok: found.faults.isEmpty, detail: detail, problems: found.faults)
    }

    private func counts(
        _ store: SQLiteStore,
        _ rebuilds: Bool,
        _ progress: (_ done: Int, _ total: Int) -> Void,
    ) async throws(StoreError) -> Diagnosis.Check {
        let days = try await store.scanDays()
        var (scans, series, differing) = (0, 0, 0)
        var problems: [String] = []
        for (index, day) in days.enumerated() where !day.isPurged {
            var check = try await store.checkRollups(ofDay: day.day, repairs: false)
            if check.differing > 0, rebuilds {
                check = try await store.checkRollups(ofDay: day.day, repairs: true)
            }
            scans += check.scans
            series += check.series
            differing += check.differing
            let room = max(0, Self.mostNamed - problems.count)
            problems += check.differences.prefix(room).map { "\(Self.date(day.day)): \($0)" }
            progress(index + 1, days.count)
        }
        let purged = days.filter(\.isPurged).map(\.day)
        var detail = "\(days.count - purged.count) days, \(series) series, \(scans) scans compared"
        if !purged.isEmpty { detail += "; \(purged.count) days are purged, their counts are all that is left" }
        if differing > 0 {
            let advice = "differ: `waymark doctor --rebuild` makes them anew"
            detail += "; \(differing) \(rebuilds ? "made anew" : advice)"
        }
        return Diagnosis.Check(
            name: "counts",
            ok: differing == 0 || rebuilds,
            detail: detail,
            problems: problems,
            notes: Self.notes(ofPurged: purged),
        )
    }

    private func totals(_ store: SQLiteStore, _ rebuilds: Bool) async throws(StoreError) -> Diagnosis.Check {
        var check = try await store.checkTotals(repairs: false)
        if check.differing > 0, rebuilds { check = try await store.checkTotals(repairs: true) }
        var detail = "\(check.codes) codes compared with their days"
        if check.differing > 0 {
            let advice = "differ: `waymark doctor --rebuild` puts right what the days can tell"
            detail += "; \(check.differing) \(rebuilds ? "differed, \(check.mended) put right" : advice)"
        }
        let isRight = check.differing == check.mended
        return Diagnosis.Check(name: "totals", ok: isRight, detail: detail, problems: check.differences)
    }

    /// Names the days that were not compared, those that follow one another together.
    private static func notes(ofPurged days: [Int64]) -> [String] {
        var spans: [ClosedRange<Int64>] = []
        for day in days {
            if let last = spans.last, last.upperBound == day - 1 {
                spans[spans.count - 1] = last.lowerBound...day
            } else {
                spans.append(day...day)
            }
        }
        let named = spans.prefix(mostNamed).map { span in
            let end = span.count > 1 ? " to \(date(span.upperBound))" : ""
            return "\(date(span.lowerBound))\(end) not compared: scans were purged"
        }
        let left = spans.count - named.count
        return left > 0 ? named + ["\(left) more spans of days not compared: scans were purged"] : named
    }

    private static func date(_ day: Int64) -> String {
        String(ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Double(day) * 86_400)).prefix(10))
    }
}
