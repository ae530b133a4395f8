// SPDX-License-Identifier: Apache-2.0

import Store

/// One scan as far as it is counted, or one correction of what was counted: an entry of a row's short form.
///
/// | bytes | what |
/// | --- | --- |
/// | 1 | bit 0 a bot, bit 1 first of its visitor, bit 2 visitor known, bits 3 and 4 device, bit 5 region, city or referrer, bit 6 source or variant, bit 7 a correction |
/// | 1 | quarter of the day |
/// | variable | country, os, browser, language; with bit 5 region, city, referrer; with bit 6 source, variant |
/// | 4 | with bit 2 the visitor's place in the sketch |
///
/// A correction takes back that a visitor was first in that quarter, and ends there.
struct ScanCell: Hashable {
    var quarter: UInt8
    var isBot = false
    var isFirst = false
    var isCorrection = false
    var device: UInt8 = 0
    var country: UInt32 = 0
    var region: UInt32 = 0
    var city: UInt32 = 0
    var os: UInt32 = 0
    var browser: UInt32 = 0
    var referrer: UInt32 = 0
    var language: UInt32 = 0
    var source: UInt32 = 0
    var variant: UInt32 = 0
    /// ``VisitorSketch/Mark``; nil where the visitor is not counted.
    var visitor: UInt32?

    /// The fewest bytes of an entry that is no correction.
    static let leastBytes: Int64 = 6

    /// Appends the entry.
    func write(to writer: inout NumberWriter) {
        let hasPlace = region | city | referrer != 0
        let hasLead = source | variant != 0
        var flags: UInt8 = (isBot ? 1 : 0) | (isFirst ? 2 : 0) | (visitor == nil ? 0 : 4) | device << 3
        flags |= (hasPlace ? 32 : 0) | (hasLead ? 64 : 0) | (isCorrection ? 128 : 0)
        writer.write(flags)
        writer.write(quarter)
        guard !isCorrection else { return }
        writer.write(country)
        writer.write(os)
        writer.write(browser)
        writer.write(language)
        if hasPlace {
            writer.write(region)
            writer.write(city)
            writer.write(referrer)
        }
        if hasLead {
            writer.write(source)
            writer.write(variant)
        }
        if let visitor { writer.writeWhole(visitor) }
    }

    /// Takes back that a visitor was first in a quarter.
    static func correction(quarter: UInt8) -> ScanCell {
        ScanCell(quarter: quarter, isFirst: true, isCorrection: true)
    }

    /// The value of a dimension; 0 for none.
    subscript(dimension: ScanDimension) -> UInt32 {
        switch dimension {
        case .country: country
        case .region: region
        case .city: city
        // Stored from 1 on, so that 0 is none.
        case .device: UInt32(device) + 1
        case .os: os
        case .browser: browser
        case .referrer: referrer
        case .language: language
        case .source: source
        case .variant: variant
        }
    }
}

extension ScanCell {
    /// Reads the next entry.
    init(from reader: inout NumberReader) throws {
        let flags = try reader.byte()
        let quarter = try reader.byte()
        guard quarter < 96 else { throw RollupDamage() }
        self.init(quarter: quarter)
        isBot = flags & 1 != 0
        isFirst = flags & 2 != 0
        isCorrection = flags & 128 != 0
        guard !isCorrection else { return }
        device = flags >> 3 & 3
        country = try reader.number()
        os = try reader.number()
        browser = try reader.number()
        language = try reader.number()
        if flags & 32 != 0 {
            region = try reader.number()
            city = try reader.number()
            referrer = try reader.number()
        }
        if flags & 64 != 0 {
            source = try reader.number()
            variant = try reader.number()
        }
        if flags & 4 != 0 { visitor = try reader.wholeNumber() }
    }

    /// Reads a row's short form.
    static func cells(_ bytes: [UInt8]) throws -> [ScanCell] {
        var reader = NumberReader(bytes)
        var cells: [ScanCell] = []
        while !reader.isAtEnd { cells.append(try ScanCell(from: &reader)) }
        return cells
    }
}
