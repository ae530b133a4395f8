// SPDX-License-Identifier: Apache-2.0

import CSV
package import Codes
import NIOCore
package import Store

/// Scans as a file, a page at a time: its memory does not grow with how many there are.
package struct ScanExport: Sendable {
    /// Scans of one page: enough to make the reading cheap, few enough to hold no long view of the database.
    private static let pageSize = 2_000

    private let store: any RecordedScanStore
    private let subject: RecordedScanSubject
    private let account: AccountID

    /// Makes an export.
    /// - Parameters:
    ///   - subject: whose scans.
    ///   - account: the account whose codes they are of.
    ///   - store: where they are.
    package init(of subject: RecordedScanSubject, in account: AccountID, from store: any RecordedScanStore) {
        self.store = store
        self.subject = subject
        self.account = account
    }

    /// Whether there is something to write: false where the account never had the code.
    package func isPossible() async throws(StoreError) -> Bool {
        try await subject.page(RecordedScanQuery(limit: 1), in: store, of: account) != nil
    }

    /// Writes the file, oldest scans first.
    /// - Parameters:
    ///   - query: the range, and whether bots are among them; where nothing is too late, give the present moment, so that
    ///     the file has an end although scans come in.
    ///   - format: what the file is.
    ///   - write: takes the next piece of the file, and how far the file is with it.
    /// - Throws: the store's failure, or what `write` throws.
    package func write(
        _ query: RecordedScanQuery,
        as format: RowFormat,
        to write: (_ piece: [UInt8], _ progress: ScanExportProgress) async throws -> Void,
    ) async throws {
        var query = query
        query.limit = Self.pageSize
        query.isAscending = true
        query.after = nil
        var progress = try await progress(of: query)
        var isFirst = true
        repeat {
            guard let page = try await subject.page(query, in: store, of: account) else { return }
            progress.add(page)
            try await write(Self.bytes(of: page.scans, as: format, withHeader: isFirst), progress)
            isFirst = false
            query.after = page.next
        } while query.after != nil
    }

    private func progress(of query: RecordedScanQuery) async throws -> ScanExportProgress {
        switch subject {
        case .account: ScanExportProgress(byTime: false, from: nil, to: try await store.latestScan())
        case .code:
            ScanExportProgress(
                byTime: true, from: query.from?.milliseconds, to: (query.to ?? Timestamp.now).milliseconds, )
        }
    }

    /// Scans as a file, or as the next piece of one.
    static func bytes(of scans: [RecordedScan], as format: RowFormat, withHeader: Bool = true) -> [UInt8] {
        guard format == .csv else { return lines(scans) }
        var table = CSVWriter()
        if withHeader { table.record(RecordedScanObject.header) }
        for scan in scans { table.record(RecordedScanObject(scan: scan).cells) }
        return table.take()
    }

    private static func lines(_ scans: [RecordedScan]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(scans.count * 384)
        for scan in scans {
            lines += JSONWriter.bytes { writer in writer.object { RecordedScanObject(scan: scan).write(to: &$0) } }
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}
