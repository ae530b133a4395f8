// SPDX-License-Identifier: Apache-2.0

/// Looks whether a database is whole.
package protocol StoreInspection: Sendable {
    /// Reads the whole database and checks that it is in order, and that what refers to something finds it.
    /// - Parameter limit: how many faults are named at most.
    /// - Returns: the faults in the database's own words; none where all is well.
    /// - Throws: ``StoreError`` where the database cannot be read at all.
    func faults(atMost limit: Int) async throws(StoreError) -> [String]
}
