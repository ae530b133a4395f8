// SPDX-License-Identifier: Apache-2.0

import Store

extension CountryDatabase {
    /// The most bytes of a name that are kept.
    private static let longestName = 128

    /// Region and city of an entry; nil where the file has neither, as those of countries alone.
    func details(at place: UInt32) -> ScanPlace? {
        let found = ScanPlace(region: region(at: place), city: name(at: place, under: .city))
        return found.region == nil && found.city == nil ? nil : found
    }

    private func region(at place: UInt32) -> String? {
        if let code = name(at: place, under: .regionCode), let country = country(at: place) {
            return "\(country)-\(code)"
        }
        return name(at: place, under: .regionName)
    }

    private func name(at place: UInt32, under path: EntryPath) -> String? {
        unsafe withText(at: place, under: path) { unsafe String(decoding: $0.prefix(Self.longestName), as: UTF8.self) }
            .flatMap { $0.isEmpty || $0.contains("\0") ? nil : $0 }
    }
}
