// SPDX-License-Identifier: Apache-2.0

import Store

/// Names the places that the hot path noted as numbers, and remembers the names.
///
/// A number means something in the edition of the database that it was noted from, and there alone. Scans that were noted
/// just before the database was replaced stay without a place.
struct PlaceReader {
    private var database: CountryDatabase?
    private var known: [UInt32: ScanPlace?] = [:]

    /// The most places that are remembered.
    private static let capacity = 16_384

    /// Reads names from this database from now on.
    mutating func use(_ database: CountryDatabase?) {
        guard database !== self.database else { return }
        self.database = database
        known = [:]
    }

    /// Region and city of a place that was noted from an edition.
    mutating func details(at place: UInt32, edition: UInt32) -> ScanPlace? {
        guard let database, database.edition == edition else { return nil }
        if let known = known[place] { return known }
        // Begun afresh when full: what is common is back soon.
        if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
        let details = database.details(at: place)
        known[place] = .some(details)
        return details
    }
}
