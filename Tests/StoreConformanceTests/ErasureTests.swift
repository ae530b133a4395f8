// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Accounts that are erased")
struct ErasureTests {
    /// Erases to the end.
    private func erase(_ account: Account, _ store: any WaymarkStore) async throws -> ErasureStep {
        var sum = ErasureStep()
        while !sum.isDone {
            let step = try await store.eraseSome(of: account.id)
            sum.jobs += step.jobs
            sum.codes += step.codes
            sum.scans += step.scans
            sum.isDone = step.isDone
        }
        return sum
    }

    private func fill(_ store: any WaymarkStore, _ account: Account, _ name: String, segment: Int64) async throws
        -> Code
    {
        var settings = CodeSettings()
        settings.tags = ["tag-\(name)", "shared"].compactMap { Codes.Tag($0) }
        let code = try await store.add(.sample(name, of: account, settings: settings))
        var scans: [Scan] = []
        for index in 0..<2_500 {
            let host = index % 2 == 0 ? "both.example" : "\(name).example"
            let moment = morning + Int64(index % 40) * day
            let lead = Scan.Lead(source: "source-\(name)")
            scans.append(.sample(code, at: moment, visitor: UInt64(index), referrerHost: host, lead: lead))
        }
        try await store.add(scans, segment: segment)
        return code
    }

    @Test("all of an account goes, and nothing of another's", arguments: Backend.allCases)
    func everything(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let mine = try await fill(store, account, "mine", segment: 0)
            let theirs = try await fill(store, other, "theirs", segment: 1)
            let deleted = try await store.add(.sample("deleted", of: account))
            try await store.delete(deleted)
            let query = AnalyticsQuery(edges: [morning, morning + 40 * day])
            let before = try await store.counts(query, of: .account, in: other.id)
            let sum = try await erase(account, store)
            #expect(sum.codes == 2)
            #expect(sum.scans == 2_500)
            #expect(try await store.account(account.id) == nil)
            #expect(try await store.resolve(mine.id) == nil)
            #expect(try await store.analytics(query, of: .code(mine.id), in: account.id) == nil)
            #expect(try await store.counts(query, of: .account, in: account.id).scans == 0)
            #expect(try await store.counts(query, of: .account, in: other.id) == before)
            #expect(before[.referrer].map(\.name).sorted() == ["both.example", "theirs.example"])
            let page = try #require(
                try await store.scans(RecordedScanQuery(limit: 1), ofCode: theirs.id, of: other.id))
            #expect(page.scans.first?.lead.source == "source-theirs")
            for day in try await store.scanDays() {
                #expect(try await store.checkRollups(ofDay: day.day, repairs: false).differing == 0)
            }
            #expect(try await store.faults(atMost: 10) == [])
        }
    }

    @Test(
        "an id that was given is never given again, and every cache of redirects begins anew",
        arguments: Backend.allCases, )
    func ids(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let code = try await store.add(.sample("printed", of: account))
            let change = try await store.latestChange()
            _ = try await erase(account, store)
            #expect(try await store.insert(.sample("printed", of: other), limit: nil) == .idTaken)
            #expect(try await store.changes(after: change).isComplete == false)
            let next = try await store.add(.sample("next", of: other))
            #expect(next.number > code.number)
            let latest = try await store.latestChange()
            #expect(latest > change + 1)
            #expect(try await store.changes(after: latest - 1).ids == [next.id])
        }
    }

    @Test("scans of erased codes that come late are counted nowhere", arguments: Backend.allCases)
    func lateScans(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let mine = try await store.add(.sample("mine", of: account))
            let theirs = try await store.add(.sample("theirs", of: other))
            try await store.add([.sample(mine, at: morning), .sample(theirs, at: morning)], position: 1)
            _ = try await erase(account, store)
            try await store.add([.sample(mine, at: morning), .sample(theirs, at: morning, visitor: 2)], position: 2)
            let query = AnalyticsQuery(edges: [morning, morning + day])
            #expect(try await store.counts(query, of: .account, in: account.id).scans == 0)
            #expect(try await store.counts(query, of: .account, in: other.id).scans == 2)
            #expect(try await store.scans(RecordedScanQuery(), of: other.id).scans.count == 2)
            #expect(try await store.checkRollups(ofDay: morning.milliseconds / day, repairs: false).differing == 0)
        }
    }

    @Test("a picture stays for whoever else gave it", arguments: Backend.allCases)
    func pictures(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let (shared, own) = (try KeptPicture.sample(1), try KeptPicture.sample(2))
            for picture in [shared, own] {
                #expect(try await store.keep(picture, for: account.id, limit: 10, at: morning))
            }
            #expect(try await store.keep(shared, for: other.id, limit: 10, at: morning))
            _ = try await erase(account, store)
            #expect(try await store.picture(shared.digest, of: other.id) == shared)
            #expect(try await store.picture(own.digest, of: account.id) == nil)
        }
    }
}

extension KeptPicture {
    /// A picture of one byte.
    fileprivate static func sample(_ number: UInt8) throws -> KeptPicture {
        KeptPicture(digest: try #require(PictureDigest(Array(repeating: number, count: 32))), file: [number])
    }
}
