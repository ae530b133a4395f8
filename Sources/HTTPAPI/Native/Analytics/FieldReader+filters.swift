// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

extension FieldReader {
    /// Reads the values that scans must have, by dimension; none for all scans.
    ///
    /// A word that no scan can have is a fault: it would count nothing, and look like an answer.
    mutating func filters() -> [ScanDimension: String] {
        var filters: [ScanDimension: String] = [:]
        for dimension in ScanDimension.allCases {
            guard let given = string(dimension.parameter, maximum: 256) else { continue }
            let (value, allowed) = Self.canonical(given, of: dimension)
            if let value { filters[dimension] = value }
            if let allowed { fault(dimension.parameter, "\(dimension.parameter) is \(allowed)") }
        }
        return filters
    }

    /// A value as scans have it, or what is allowed instead.
    private static func canonical(_ given: String, of dimension: ScanDimension) -> (value: String?, allowed: String?) {
        switch dimension {
        case .country:
            let upper = given.uppercased()
            let isCode = upper == "??" || upper.utf8.count == 2 && upper.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            return isCode ? (upper, nil) : (nil, "a code of ISO 3166 such as FR, or ?? for unknown")
        case .device:
            let names = DeviceClass.allCases.map(\.description)
            let name = given.lowercased()
            return names.contains(name) ? (name, nil) : (nil, "one of " + names.joined(separator: ", "))
        case .variant:
            let isLabel = VariantLabel(given) != nil
            return isLabel ? (given, nil) : (nil, "a number of a variant, or of one of a rule such as r1-2")
        case .language, .referrer: return (given.lowercased(), nil)
        case .region, .city, .os, .browser, .source: return (given, nil)
        }
    }
}
