// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@testable import HTTPAPI

@Suite("How far a file of scans is")
struct ScanExportProgressTests {
    private func page(_ places: ClosedRange<Int64>, next: Int64?) -> RecordedScanPage {
        let scans = places.map { place in
            RecordedScan(
                number: place, code: "one", account: AccountID(1), at: Timestamp(milliseconds: place * 10),
                isBot: false,
                isFirst: true, version: 1, destination: nil, country: "FR", region: nil, city: nil, client: .unknown,
                referrerHost: nil, language: nil, lead: Scan.Lead(), )
        }
        return RecordedScanPage(scans: scans, next: next.map { ScanPosition(at: $0 * 10, number: $0) })
    }

    @Test("the scans that were looked at are told as a part of all, from the first one on", arguments: [true, false])
    func parts(byTime: Bool) {
        var progress = ScanExportProgress(byTime: byTime, from: nil, to: byTime ? 2_000 : 200)
        var parts: [Double] = []
        for (places, next) in [(100...109, 125), (126...126, 150), (151...160, nil)] as [(ClosedRange<Int64>, Int64?)] {
            progress.add(page(places, next: next))
            parts.append(progress.part)
        }
        #expect(parts == [0.25, 0.5, 1])
        #expect(progress.scans == 21)
    }

    @Test("a page without scans leaves it where it was, and one past the end does not pass it")
    func bounds() {
        var progress = ScanExportProgress(byTime: true, from: 0, to: 100)
        progress.add(RecordedScanPage(scans: [], next: ScanPosition(at: 50, number: 1)))
        #expect(progress.part == 0.5)
        progress.add(RecordedScanPage(scans: [], next: ScanPosition(at: 20, number: 1)))
        #expect(progress.part == 0.5)
        progress.add(RecordedScanPage(scans: [], next: ScanPosition(at: 500, number: 1)))
        #expect(progress.part == 1)
        var empty = ScanExportProgress(byTime: false, from: nil, to: 0)
        empty.add(RecordedScanPage(scans: [], next: nil))
        #expect(empty.part == 1 && empty.scans == 0)
    }
}
