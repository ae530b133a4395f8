// SPDX-License-Identifier: Apache-2.0

/// A place: `geo:` of RFC 5870, in WGS 84 degrees.
enum Place {
    /// Fields: `lat` (also `latitude`), `lng` (also `lon`, `longitude`), `altitude` in metres.
    static func compose(_ fields: inout FieldReader) -> String? {
        let latitudeName = fields.name(among: ["lat", "latitude"])
        let longitudeName = fields.name(among: ["lng", "lon", "longitude"])
        let latitude = fields.number(latitudeName, in: -90...90, required: true)
        let longitude = fields.number(longitudeName, in: -180...180, required: true)
        let altitude = fields.number("altitude", in: -12_000...100_000)
        guard let latitude, let longitude else { return nil }
        return "geo:" + [latitude, longitude, altitude].compactMap { $0.map(decimal) }.joined(separator: ",")
    }

    /// Whether a text is `latitude,longitude[,altitude]` with optional parameters after `;` or `?`.
    static func isPlace(_ text: Substring) -> Bool {
        let numbers = text.prefix { $0 != ";" && $0 != "?" }.split(separator: ",", omittingEmptySubsequences: false)
        let degrees = numbers.compactMap(coordinate)
        guard (2...3).contains(numbers.count), degrees.count == numbers.count else { return false }
        return (-90...90).contains(degrees[0]) && (-180...180).contains(degrees[1])
    }

    /// A number as RFC 5870 section 3.3 writes it, and only so: `Double` would take `0x1p3`, `1e9` and `inf` as well.
    private static func coordinate(_ text: Substring) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, digits.utf8.count <= 24,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
        else { return nil }
        return Double(text)
    }

    /// A number without exponent and with at most seven decimals (a centimetre).
    private static func decimal(_ number: Double) -> String {
        let scaled = Int((abs(number) * 10_000_000).rounded())
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: 10_000_000)
        var text = (number < 0 && scaled > 0 ? "-" : "") + String(whole)
        guard rest > 0 else { return text }
        let digits = String(rest)
        text += "." + String(repeating: "0", count: 7 - digits.count) + digits
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
