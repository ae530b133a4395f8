// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store
import Synchronization

/// The folder in which answered scans lie until the store has counted them.
///
/// Each writer appends to a segment of its own; ``ScanIngester`` follows all of them and removes what is counted;
/// ``JournalKeeper`` makes spare segments and forces what was appended onto the disk.
///
/// When there is no room, the answer goes out all the same: a writer whose segment is full takes a spare one; without a
/// spare it makes one itself (some 100 µs), unless the last attempt failed or the bound is reached. Then the scan is
/// counted as overflow, and the keeper goes on trying.
package final class ScanJournal: Sendable {
    /// Its bounds.
    package let configuration: JournalConfiguration
    /// What visitor digests are keyed with.
    package let salt: DailySalt
    /// Files of earlier runs that could not be read as segments and were renamed to `….damaged`.
    ///
    /// Nothing in them is counted.
    package let setAside: [String]

    let folder: JournalFolder
    private let state: Mutex<State>
    private let overflow = Atomic<Int>(0)
    private let database: Mutex<CountryDatabase?>
    private let generation = Atomic<Int>(0)
    /// Whether the names of all segments are on the disk: synced scans in a file that has no name would be lost.
    private let areNamesSynced = Atomic<Bool>(true)
    private let syncProblem = Mutex<JournalError?>(nil)
    private let wallClock: WallClock

    private struct State: Sendable {
        var budget: SegmentBudget
        /// Every segment that may hold scans, by the path of its file.
        var segments: [String: Segment]
        var spares: [Segment] = []
        var writers = 0
        /// Records of segments that were removed.
        var removedRecords = 0
    }

    /// Opens the journal folder, made where it is missing, and locks it.
    /// - Parameters:
    ///   - folder: the path of the folder.
    ///   - configuration: its bounds.
    ///   - countries: where addresses are looked up; nil leaves every country unknown.
    ///   - salt: what visitor digests are keyed with.
    ///   - wallClock: dates new segments.
    /// - Throws: ``JournalError``: `locked` when another server works there, `unwritable`, `misconfigured`.
    package init(
        folder: String,
        configuration: JournalConfiguration = JournalConfiguration(),
        countries: CountryDatabase?,
        salt: DailySalt,
        wallClock: @escaping WallClock = { .now },
    ) throws(JournalError) {
        try configuration.check(folder: folder)
        self.configuration = configuration
        self.salt = salt
        self.wallClock = wallClock
        self.folder = try JournalFolder(path: folder)
        let existing = try self.folder.existingSegments()
        setAside = existing.setAside
        let budget = SegmentBudget(
            segmentBytes: configuration.segmentBytes,
            maximumBytes: configuration.maximumBytes,
            usedBytes: existing.segments.reduce(0) { $0 + $1.byteCount },
        )
        let found = existing.segments.map { ($0.path, $0) }
        state = Mutex(State(budget: budget, segments: Dictionary(uniqueKeysWithValues: found)))
        database = Mutex(countries)
    }

    /// A writer for one event loop, with a segment of its own.
    /// - Throws: ``JournalError`` when there is no room for another segment.
    package func makeWriter() throws(JournalError) -> sending ScanJournalWriter {
        guard let segment = nextSegment() else {
            throw state.withLock { $0.budget.problem } ?? boundReached
        }
        state.withLock { $0.writers += 1 }
        return ScanJournalWriter(journal: self, segment: segment)
    }

    /// Looks addresses up in another database from now on; nil for none.
    package func useCountries(_ countries: CountryDatabase?) {
        database.withLock { $0 = countries }
        generation.add(1, ordering: .releasing)
    }
}

// What writers ask for.
extension ScanJournal {
    /// The country database and how often it was changed.
    var countries: (CountryDatabase?, Int) {
        let generation = countriesGeneration
        return (database.withLock { $0 }, generation)
    }

    /// The country of an address; nil where it is not known.
    package func country(of address: IPAddress) -> CountryCode? { countries.0?.country(of: address) }

    /// Changes when ``countries`` do.
    var countriesGeneration: Int { generation.load(ordering: .acquiring) }

    func noteOverflow() { overflow.add(1, ordering: .relaxed) }

    /// A spare segment; else one made on the spot, unless that failed the last time.
    func nextSegment() -> Segment? {
        let spare = state.withLock { state -> Segment? in
            guard let spare = state.spares.popLast() else { return nil }
            state.segments[spare.path] = spare
            return spare
        }
        if let spare { return spare }
        guard state.withLock({ $0.budget.problem == nil }), let segment = makeSegment() else { return nil }
        state.withLock { $0.segments[segment.path] = segment }
        return segment
    }

    /// Forces a segment onto the disk and remembers whether that worked.
    func sync(_ segment: Segment) {
        do throws(JournalError) {
            try segment.sync()
            try syncNames()
            syncProblem.withLock { $0 = nil }
        } catch {
            syncProblem.withLock { $0 = error }
        }
    }

    private func syncNames() throws(JournalError) {
        guard !areNamesSynced.exchange(true, ordering: .acquiringAndReleasing) else { return }
        do throws(JournalError) {
            try folder.sync()
        } catch {
            areNamesSynced.store(false, ordering: .releasing)
            throw error
        }
    }

    /// Makes a file; not yet in use.
    ///
    /// The lock is not held meanwhile: other loops go on.
    private func makeSegment() -> Segment? {
        guard let sequence = state.withLock({ $0.budget.reserve() }) else { return nil }
        do {
            let segment = try folder.makeSegment(
                sequence: sequence,
                byteCount: configuration.segmentBytes,
                at: wallClock(),
            )
            areNamesSynced.store(false, ordering: .releasing)
            state.withLock { $0.budget.succeeded() }
            return segment
        } catch {
            state.withLock { $0.budget.failed(error) }
            return nil
        }
    }

    private var boundReached: JournalError {
        JournalError(
            .boundReached,
            path: folder.path,
            detail: "the scan journal has reached its bound of \(configuration.maximumBytes) bytes",
            hint: "Find out why the store does not take the scans, or raise the journal's bound",
        )
    }
}

// What the keeper does.
extension ScanJournal {
    /// Makes spare segments until each writer (at most four) could have one.
    ///
    /// Tries also when the last attempt failed.
    func prepareSpares() {
        while state.withLock({ $0.spares.count < min($0.writers, 4) }) {
            guard let spare = makeSegment() else { return }
            state.withLock { $0.spares.append(spare) }
        }
    }

    /// Forces everything appended so far onto the disk.
    func sync() {
        for segment in segments where !segment.isSynced { sync(segment) }
    }
}

// What the ingester does.
extension ScanJournal {
    /// Every segment that may hold scans, by number.
    var segments: [Segment] {
        state.withLock { $0.segments.values.sorted { $0.header.number < $1.header.number } }
    }

    /// Removes a segment that was ingested to its end.
    func remove(_ segment: Segment) throws(JournalError) {
        try folder.remove(segment)
        state.withLock { state in
            state.segments[segment.path] = nil
            state.removedRecords += segment.recordCount
            state.budget.free(segment.byteCount)
        }
    }

    /// The lowest number of a segment of a journal that is still there, spares included; nil where none is.
    func lowestSegment(ofJournal journal: JournalID) -> Int64? {
        state.withLock { state in
            let used = state.segments.values.filter { $0.header.journal == journal }.map(\.header.number)
            return (used + state.spares.map(\.header.number)).min()
        }
    }
}

extension ScanJournal {
    /// How the journal stands.
    package var status: JournalStatus {
        let syncProblem = syncProblem.withLock { $0 }
        let overflow = overflow.load(ordering: .relaxed)
        return state.withLock { state in
            let isFull = state.spares.isEmpty && !state.budget.hasRoom
            return JournalStatus(
                segments: state.segments.count,
                usedBytes: state.budget.usedBytes,
                maximumBytes: state.budget.maximumBytes,
                recorded: state.removedRecords + state.segments.values.reduce(0) { $0 + $1.recordCount },
                overflowed: overflow,
                problem: state.budget.problem ?? syncProblem ?? (isFull ? boundReached : nil),
            )
        }
    }
}
