// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Stored counts and the scans they are made of")
struct RollupTests {
    @Test("counts made anew from the scans equal those that grew with them", arguments: Backend.allCases)
    func equality(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            var tagged = CodeSettings()
            tagged.tags = ["spring", "print"].compactMap { Codes.Tag($0) }
            let codes = [
                try await store.add(.sample("one", of: account, settings: tagged)),
                try await store.add(.sample("two", of: account)),
            ]
            var generator = SeededGenerator(seed: 11)
            // One code has many scans, the other few: both forms of a row.
            for segment in Int64(0)..<12 {
                var scans = (0..<150).map { _ in Scan.random(of: [codes[0]], using: &generator) }
                scans.append(.random(of: [codes[1]], using: &generator))
                try await store.add(scans, segment: segment)
            }
            let days = try await store.scanDays()
            #expect(days.count == 4)
            #expect(days.allSatisfy { !$0.isPurged })
            for day in days {
                let check = try await store.checkRollups(ofDay: day.day, repairs: false)
                #expect(check.differences == [])
                #expect(check.differing == 0)
                #expect(check.scans > 300)
                #expect(check.series == 5)
            }
        }
    }
}
