// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import SQLiteStore
import Store

/// What other benchmarks have done to a database that a server made, beside it or while it rests.
enum Preparation {
    /// Does what the first argument names; false where it names none of it.
    ///
    /// `codes DATABASE ACCOUNT COUNT`, `fill DATABASE FIRST LAST SCANS DAYS` and `feed DATABASE FIRST LAST SECONDS`, the codes
    /// by their row numbers. It prints how many codes there are, or scans a second; `feed` does so after every batch.
    static func run(_ arguments: [String]) async throws -> Bool {
        guard let name = arguments.first, ["codes", "fill", "feed"].contains(name), arguments.count > 3 else {
            return false
        }
        let store = try SQLiteStore(path: arguments[1])
        let numbers = arguments.dropFirst(2).compactMap { Int64($0) }
        switch (name, numbers.count) {
        case ("codes", 1):
            let account = try await store.addAccount(
                name: arguments[2], clientID: arguments[2], plan: "enterprise", at: .now, )
            print(try await Workload(store: store, account: account).fill(upTo: Int(numbers[0])))
        case ("fill", 4):
            var fill = ScanFill(store: store)
            print(try await fill.fill(scans: Int(numbers[2]), codes: numbers[0]...numbers[1], days: Int(numbers[3])))
        case ("feed", 3):
            var fill = ScanFill(store: store)
            // Whoever reads this ends the process when it has seen enough.
            try await fill.feed(codes: numbers[0]...numbers[1], seconds: Int(numbers[2])) { rate in
                FileHandle.standardOutput.write(Data("\(rate)\n".utf8))
            }
        default: return false
        }
        try await store.close()
        return true
    }
}
