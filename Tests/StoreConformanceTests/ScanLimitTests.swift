// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Limits of scans in a store")
struct ScanLimitTests {
    @Test("a limit is taken up to the last scan and no further, by many at once", arguments: Backend.allCases)
    func exact(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 { group.addTask { try await store.takeScan(of: code.number, limit: 25) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 25)
            #expect(try await !store.hasScanLeft(of: code.number, limit: 25))
            #expect(try await store.hasScanLeft(of: code.number, limit: 26))
            #expect(try await !store.takeScan(of: code.number, limit: 25))
            #expect(try await store.takeScan(of: code.number, limit: 26))
            #expect(try await !store.takeScan(of: code.number, limit: 26))
        }
    }

    @Test("codes have limits of their own", arguments: Backend.allCases)
    func apart(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let (first, second) = (
                try await store.add(.sample("first", of: account)),
                try await store.add(.sample("second", of: account)),
            )
            #expect(try await store.hasScanLeft(of: first.number, limit: 1))
            #expect(try await store.takeScan(of: first.number, limit: 1))
            #expect(try await store.takeScan(of: second.number, limit: 1))
            #expect(try await !store.takeScan(of: first.number, limit: 1))
        }
    }

    @Test("a sealed payload and a password in clear", arguments: Backend.allCases)
    func guarded(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            var code = try Code.sample("sealed", of: account, settings: CodeSettings(secure: [.encrypt]))
            code.payload = Payload(stored: .url, text: "v1.ciphertext", isSealed: true)
            #expect(try await store.add(code).payload.isSealed)
            #expect(try await store.resolve(code.id)?.payload == code.payload)
            let clear = try Code.sample("clear", of: account, settings: CodeSettings(password: .fresh("open sesame")))
            await #expect(throws: StoreError.self) { try await store.insert(clear, limit: nil) }
        }
    }

    @Test(
        "sources and variants are counted with the people, and with bots where they are asked for",
        arguments: Backend.allCases, )
    func leads(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            func scan(_ variant: Int, _ source: String?, kind: Scan.Kind = .person) -> Scan {
                Scan(
                    code: code.number, version: 1, at: morning + minute, kind: kind, country: "FR", visitor: 1,
                    userAgent: nil, lead: Scan.Lead(rule: 1, variant: variant, source: source), )
            }
            try await store.add([
                scan(1, "north"), scan(2, "south"), scan(2, "north"), scan(0, nil), scan(1, nil, kind: .bot),
                scan(1, "north", kind: .head),
            ])
            let counts = try await store.counts(of: code, [morning, morning + hour])
            #expect(counts[.source] == [NamedCount(name: "north", scans: 2), NamedCount(name: "south", scans: 1)])
            #expect(counts[.variant] == [NamedCount(name: "r1-2", scans: 2), NamedCount(name: "r1-1", scans: 1)])
            let all = try await store.counts(of: code, [morning, morning + hour], includesBots: true)
            #expect(all[.variant] == [NamedCount(name: "r1-1", scans: 2), NamedCount(name: "r1-2", scans: 2)])
        }
    }
}
