// SPDX-License-Identifier: Apache-2.0

package import Codes
import Scans
package import Store

/// Which scans are asked for one by one: a range of time, values, codes; read alike from queries and command lines.
package struct ScanSelection {
    /// Whose scans they are, where not one code's: the account's, or those of listed or tagged codes.
    let subject: AnalyticsSubject
    /// The question to the store, of the oldest scans first.
    package let query: RecordedScanQuery

    /// Reads `from`, `to`, `tz`, `bots`, the values, and `tag` and `ids` unless one code is named already.
    ///
    /// Faults stay in the fields, for the caller to end the reading.
    package init(_ fields: inout FieldReader, ofOneCode isOneCode: Bool) {
        let bots = fields.bool("bots") ?? false
        let range = Self.range(&fields)
        let filters = fields.filters()
        subject = isOneCode ? .account : AnalyticsSubject(&fields)
        var query = RecordedScanQuery(isAscending: true, from: range?.from, to: range?.to, includesBots: bots)
        query.filters = filters
        query.codes = subject.listedCodes
        self.query = query
    }

    /// The question of a file: it ends with the present moment, so that it has an end although scans come in.
    package func fileQuery(now: Timestamp) -> RecordedScanQuery {
        var query = query
        let behind = now.adding(.milliseconds(1))
        query.to = query.to.map { min($0, behind) } ?? behind
        return query
    }

    /// What is named and the account never had, as the parameter and a sentence; nil where it had all.
    /// - Throws: ``StoreError``.
    package func unknownNames(in scans: any ScanStore, of account: AccountID) async throws(StoreError)
        -> (parameter: String, detail: String)?
    {
        try await subject.unknownNames(in: scans, of: account)
    }

    private static func range(_ fields: inout FieldReader) -> OpenRange? {
        let ends = ["from", "to", "tz"].map { fields.string($0, maximum: 64) }
        do throws(CodeError) {
            return try OpenRange(from: ends[0], to: ends[1], tz: ends[2])
        } catch {
            guard case .invalid(let faults) = error else { return nil }
            for fault in faults { fields.fault(String(fault.pointer.dropFirst()), fault.detail, kind: fault.kind) }
            return nil
        }
    }
}
