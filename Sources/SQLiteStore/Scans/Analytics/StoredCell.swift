// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// A stored scan as far as it is counted, in the columns of ``ScanSQL/cells``.
struct StoredCell {
    let number: Int64
    let code: Int64
    /// The millisecond of the day.
    let time: Int64
    let kind: Scan.Kind
    let visitor: UInt64?
    let cell: ScanCell

    init(_ row: FastRow) {
        number = row.int(15)
        code = row.int(0)
        time = row.int(1)
        kind = Scan.Kind(rawValue: Int(row.int(2))) ?? .head
        visitor = row.optional(4).map { UInt64(bitPattern: $0) }
        var cell = ScanCell(quarter: UInt8(clamping: time / Timestamp.quarterLength), isBot: kind == .bot)
        cell.isFirst = row.int(3) == 1
        cell.device = UInt8(clamping: row.int(5))
        cell.os = UInt32(clamping: row.int(6))
        cell.browser = UInt32(clamping: row.int(7))
        cell.country = UInt32(clamping: row.int(8))
        cell.region = UInt32(clamping: row.int(9))
        cell.city = UInt32(clamping: row.int(10))
        cell.referrer = UInt32(clamping: row.int(11))
        cell.language = UInt32(clamping: row.int(12))
        cell.source = UInt32(clamping: row.int(13))
        cell.variant = UInt32(clamping: row.int(14))
        if kind == .person { cell.visitor = visitor.map(VisitorSketch.mark) }
        self.cell = cell
    }
}
