// SPDX-License-Identifier: Apache-2.0

import Codes
import SQLiteStore
import Store

/// Codes to scan.
enum StoredCodes {
    /// Makes codes.
    /// - Returns: their row numbers.
    static func make(_ count: Int, of account: Account, in store: SQLiteStore) async throws -> [Int64] {
        let makers = 64
        return try await withThrowingTaskGroup(of: [Int64].self) { group in
            for maker in 0..<makers {
                group.addTask {
                    var numbers: [Int64] = []
                    for _ in stride(from: maker, to: count, by: makers) {
                        guard case .inserted(let made) = try await store.insert(code(of: account), limit: nil)
                        else { continue }
                        numbers.append(made.number)
                    }
                    return numbers
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func code(of account: Account) -> Code {
        var generator = SystemRandomNumberGenerator()
        return Code(
            id: CodeID(using: &generator),
            account: account.id,
            payload: Payload(stored: .url, text: "https://shop.example.com/spring?utm_source=poster"),
            settings: CodeSettings(name: "Poster at the station"),
            createdAt: .now,
        )
    }
}
