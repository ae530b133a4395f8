// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

extension FieldReader {
    /// Reads the values that scans must have, by dimension; none for all scans.
    mutating func filters() -> [ScanDimension: String] {
        var filters: [ScanDimension: String] = [:]
        for dimension in ScanDimension.allCases { filters[dimension] = string(dimension.parameter, maximum: 256) }
        return filters
    }
}
