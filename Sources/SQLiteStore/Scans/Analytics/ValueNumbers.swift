// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// The stored numbers of values as callers name them.
enum ValueNumbers {
    /// The number of a value; nil where no scan ever had it.
    static func number(of text: String, _ dimension: ScanDimension, in database: Database) throws -> UInt32? {
        switch dimension {
        case .device: DeviceClass.allCases.first { $0.description == text }.map { UInt32($0.rawValue) + 1 }
        case .variant: VariantLabel(text)?.number
        default:
            try database.first(ScanSQL.value, [dimension.rawValue, text]) { row in UInt32(clamping: row[0] as Int64) }
        }
    }
}
