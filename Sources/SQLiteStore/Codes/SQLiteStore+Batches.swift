// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds the codes and charges the renders in one transaction of its own: short writes before it are answered first.
    package func insert(
        _ codes: [Code],
        limit: Int?,
        charge: RenderCharge,
    ) async throws(StoreError) -> BatchOutcome {
        let attempt = RequestAttempt.current
        return try await write("codes.insertAll", sharing: .alone) { database in
            var outcome = BatchOutcome.limitReached(room: 0)
            try database.inSavepoint {
                outcome = try Self.insert(codes, limit: limit, charge: charge, in: database)
                guard case .inserted(let stored, _) = outcome else { return .rollback }
                if !stored.isEmpty { try attempt?.note(.codes(stored.map(\.id)), in: database) }
                return .commit
            }
            return outcome
        }
    }

    /// Counts the rows of destinations by their primary key, a code at a time.
    package func destinationChanges(of numbers: [Int64]) async throws(StoreError) -> [Int64: Int] {
        try await readSnapshot("codes.destinationChanges") { database in
            var changes: [Int64: Int] = [:]
            for number in numbers {
                let count: Int = try database.first(CodeSQL.destinationChanges, [number]) { $0[0] } ?? 0
                if count > 0 { changes[number] = count }
            }
            return changes
        }
    }

    private static func insert(
        _ codes: [Code],
        limit: Int?,
        charge: RenderCharge,
        in database: Database,
    ) throws -> BatchOutcome {
        // The charge first: one that is refused has cost one statement.
        let used: Int
        switch try Self.charge(charge, in: database) {
        case .charged(let count): used = count
        case .refused(let count): return .quotaReached(used: count)
        }
        if let limit, let account = codes.first?.account {
            let room = max(0, limit - (try livingCount(of: account, in: database) ?? 0))
            guard codes.count <= room else { return .limitReached(room: room) }
        }
        var (stored, taken): ([Code], Set<CodeID>) = ([], [])
        for code in codes {
            switch try insert(code, limit: nil, in: database) {
            case .inserted(let code): stored.append(code)
            case .idTaken, .limitReached, .quotaReached: taken.insert(code.id)
            }
        }
        return taken.isEmpty ? .inserted(stored, used: used) : .idsTaken(taken)
    }
}
