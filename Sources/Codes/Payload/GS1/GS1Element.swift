// SPDX-License-Identifier: Apache-2.0

/// An application identifier with its data, checked.
struct GS1Element: Sendable, Hashable {
    /// Why data is refused, as a sentence that names the identifier and what is allowed.
    struct Refusal: Error {
        let detail: String
    }

    let identifier: GS1Identifier
    /// The data, of the identifier's format.
    let value: String

    /// Checks data; a GTIN of 8, 12 or 13 digits gets its leading zeros.
    init(_ identifier: GS1Identifier, _ value: String) throws(Refusal) {
        var value = value
        if identifier.code == "01", [8, 12, 13].contains(value.utf8.count) {
            value = String(repeating: "0", count: 14 - value.utf8.count) + value
        }
        self.identifier = identifier
        self.value = value
        try checkLength()
        var rest = Array(value.utf8)[...]
        for part in identifier.format.parts where !rest.isEmpty {
            let taken = rest.prefix(part.length.upperBound)
            rest = rest.dropFirst(taken.count)
            try check(taken, part)
        }
    }

    private func checkLength() throws(Refusal) {
        let format = identifier.format
        guard format.length.contains(value.utf8.count) else {
            throw Refusal(
                detail: "\(identifier.name) has \(value.utf8.count) characters; allowed are \(format.description)")
        }
    }

    private func check(_ bytes: ArraySlice<UInt8>, _ part: GS1Format.Part) throws(Refusal) {
        guard part.length.contains(bytes.count) else {
            throw Refusal(
                detail: "\(identifier.name) has \(value.utf8.count) characters; allowed are "
                    + identifier.format.description)
        }
        guard bytes.allSatisfy(part.set.contains) else {
            throw Refusal(
                detail: "\(identifier.name) has a character that is not allowed; \(part.set.description) are allowed")
        }
        switch part.rule {
        case .checkDigit: try check(bytes, GS1Check.digit(bytes.dropLast()), of: "check digit")
        case .checkPair: try checkPair(bytes)
        case .date: try checkDate(bytes, leastDay: 1)
        case .dateOrMonth: try checkDate(bytes, leastDay: 0)
        case nil: break
        }
    }

    private func check(_ bytes: ArraySlice<UInt8>, _ expected: UInt8, of what: String) throws(Refusal) {
        guard bytes.last == expected else {
            let shown = String(decoding: [expected], as: UTF8.self)
            throw Refusal(detail: "\(identifier.name) has a wrong \(what); it must end with \(shown)")
        }
    }

    private func checkPair(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        let expected = GS1Check.pair(bytes.dropLast(2))
        guard bytes.count > 2, Array(bytes.suffix(2)) == expected else {
            let shown = String(decoding: expected, as: UTF8.self)
            throw Refusal(detail: "\(identifier.name) has wrong check characters; it must end with \(shown)")
        }
    }

    /// Two digits each of year, month and day.
    private func checkDate(_ bytes: ArraySlice<UInt8>, leastDay: Int) throws(Refusal) {
        let digits = bytes.map { Int($0) - 48 }
        let (year, month, day) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
        // The century does not matter for the length of a month: 2000 was a leap year.
        guard day >= leastDay, GregorianDate(year: 2000 + year, month: month, day: max(1, day)) != nil else {
            let zero = leastDay == 0 ? ", with day 00 for a whole month" : ""
            throw Refusal(detail: "\(identifier.name) has no date; allowed are dates of the form YYMMDD\(zero)")
        }
    }
}
