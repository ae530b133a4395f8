// SPDX-License-Identifier: Apache-2.0

// Not `Date.ISO8601FormatStyle`: it takes 30 February for 2 March, reads over what follows the zone, and writes
// 00:00:00.122 for 123 ms, because it cuts off a binary fraction.

extension Timestamp {
    /// Reads a date and time with a zone (RFC 3339): `2026-05-21T15:00:00Z`, `2026-05-21T17:00:00.000+02:00`.
    ///
    /// A fraction has 1 to 9 digits; what is finer than a millisecond is cut off. The colon of the offset may be left
    /// out, and so may its minutes.
    /// - Returns: nil when `text` is anything else, or lies outside the years 1970 to 9999.
    package init?(iso8601 text: String) {
        var fields = ISO8601Fields(text)
        guard let milliseconds = fields.moment(), (0..<253_402_300_800_000).contains(milliseconds) else { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// ISO 8601 in UTC with milliseconds: `2026-05-21T15:00:00.000Z`.
    package var iso8601: String {
        let (day, inDay) = Int(milliseconds).quotientAndRemainder(flooredBy: 86_400_000)
        let date = GregorianDate(daysSinceEpoch: day)
        var digits = Digits()
        digits.append(date.year, width: 4, before: "-")
        digits.append(date.month, width: 2, before: "-")
        digits.append(date.day, width: 2, before: "T")
        digits.append(inDay / 3_600_000, width: 2, before: ":")
        digits.append(inDay / 60_000 % 60, width: 2, before: ":")
        digits.append(inDay / 1_000 % 60, width: 2, before: ".")
        digits.append(inDay % 1_000, width: 3, before: "Z")
        return digits.text
    }
}

/// Writes numbers of fixed widths.
private struct Digits {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(24) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Appends a number, zeros in front of it up to a width, and a mark behind it.
    mutating func append(_ number: Int, width: Int, before mark: Unicode.Scalar) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        // Only years can be wider, or negative: those that no rule accepts.
        guard (0..<divisor * 10).contains(number) else {
            bytes += Array("\(number)".utf8) + [UInt8(ascii: mark)]
            return
        }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
        bytes.append(UInt8(ascii: mark))
    }
}

/// Reads the fields of a date and time from left to right.
private struct ISO8601Fields {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    /// The whole text as milliseconds since the Unix epoch.
    mutating func moment() -> Int64? {
        guard let date = date(), take("Tt") != nil, let time = timeOfDay(), let offset = zone(), rest.isEmpty else {
            return nil
        }
        return Int64(date.daysSinceEpoch) * 86_400_000 + time - offset
    }

    private mutating func date() -> GregorianDate? {
        guard let year = number(4), take("-") != nil, let month = number(2), take("-") != nil, let day = number(2)
        else {
            return nil
        }
        return GregorianDate(year: year, month: month, day: day)
    }

    private mutating func timeOfDay() -> Int64? {
        guard let hour = number(2), take(":") != nil, let minute = number(2), take(":") != nil, let second = number(2),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let whole = Int64((hour * 60 + minute) * 60 + second) * 1_000
        guard take(".") != nil else { return whole }
        let digits = rest.prefix(while: Self.isDigit)
        guard (1...9).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        // Hundreds, tens and ones of a millisecond; digits that are not there are zeros.
        return zip([100, 10, 1], digits).reduce(whole) { $0 + Int64($1.0) * Int64($1.1 - UInt8(ascii: "0")) }
    }

    /// How far the zone is ahead of UTC, in milliseconds.
    private mutating func zone() -> Int64? {
        if take("Zz") != nil { return 0 }
        guard let sign = take("+-"), let hours = number(2), hours < 24 else { return nil }
        guard !rest.isEmpty else { return Self.offset(sign, hours, 0) }
        _ = take(":")
        guard let minutes = number(2), minutes < 60 else { return nil }
        return Self.offset(sign, hours, minutes)
    }

    private static func offset(_ sign: UInt8, _ hours: Int, _ minutes: Int) -> Int64 {
        Int64((hours * 60 + minutes) * 60_000) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    /// A number of exactly so many ASCII digits.
    private mutating func number(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(Self.isDigit) else { return nil }
        rest = rest[digits.endIndex...]
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// The next byte where it is one of `marks`.
    private mutating func take(_ marks: String) -> UInt8? {
        guard let byte = rest.first, marks.utf8.contains(byte) else { return nil }
        rest = rest.dropFirst()
        return byte
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
