// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The folder in which answered scans lie until the store has counted them.
package final class ScanJournal: Sendable {
    private let overflow = Atomic<Int>(0)

    /// Opens the journal folder, made where it is missing, and locks it.
    /// - Parameters:
    ///   - folder: the path of the folder.
    ///   - configuration: its bounds.
    ///   - countries: where addresses are looked up; nil leaves every country unknown.
    ///   - salt: what visitor digests are keyed with.
    package init(
        folder: String,
        configuration: JournalConfiguration = JournalConfiguration(),
        countries: CountryDatabase?,
        salt: DailySalt,
    ) throws(JournalError) {}

    /// A writer for one event loop, with a segment of its own.
    /// - Throws: ``JournalError`` when there is no room for another segment.
    package func makeWriter() throws(JournalError) -> sending ScanJournalWriter { ScanJournalWriter(journal: self) }

    func noteOverflow() { overflow.add(1, ordering: .relaxed) }
}
