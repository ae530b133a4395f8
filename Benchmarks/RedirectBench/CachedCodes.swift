// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Redirect
import Store

/// What a code costs in the redirect table: the growth of the process's resident memory, by code, without its link.
enum CachedCodes {
    /// Loads codes that lead to links of 70 bytes, and prints what they took as JSON.
    static func measure(_ count: Int) async throws {
        let settings = TableSettings(maximumBytes: 1 << 34)
        let table = RedirectTable(settings: settings) { id throws(StoreError) in code(id) }
        // The first ones also pay for what a process needs anyway.
        _ = await table.warm(ids(from: 0, to: 1_000))
        let before = residentBytes()
        let accountedBefore = table.statistics.bytes
        for start in stride(from: 1_000, to: count + 1_000, by: 10_000) {
            _ = await table.warm(ids(from: start, to: min(start + 10_000, count + 1_000)))
        }
        let linkBytes = destination(CodeID("c0000000")).utf8.count
        let each = Double(residentBytes() - before) / Double(count) - Double(linkBytes)
        let accounted = Double(table.statistics.bytes - accountedBefore) / Double(count) - Double(linkBytes)
        print("{\"codes\": \(count), \"linkBytes\": \(linkBytes), \"bytesEach\": \(each), \"accounted\": \(accounted)}")
    }

    private static func ids(from start: Int, to end: Int) -> [CodeID] {
        (start..<end).compactMap { number in
            let digits = String(number)
            return CodeID("c" + String(repeating: "0", count: 7 - digits.count) + digits)
        }
    }

    private static func destination(_ id: CodeID?) -> String {
        "https://www.example.com/landing/\(id?.text ?? "")?utm_source=poster-2026-spring"
    }

    private static func code(_ id: CodeID) -> Code? {
        Code(
            number: 1,
            id: id,
            account: AccountID(1),
            payload: Payload(stored: .url, text: destination(id)),
            settings: CodeSettings(),
            createdAt: .now,
            updatedAt: .now,
            deletedAt: nil,
            version: 1,
            tally: ScanTally(),
        )
    }

    /// The second number of `/proc/self/statm`, in pages (proc(5)).
    private static func residentBytes() -> Int {
        let text = FileManager.default.contents(atPath: "/proc/self/statm").map { String(decoding: $0, as: UTF8.self) }
        let fields = text?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
