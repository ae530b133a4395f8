// SPDX-License-Identifier: Apache-2.0

/// A GS1 application identifier: what the data after it means and how it is written.
struct GS1Identifier: Sendable, Hashable {
    /// The two to four digits.
    let code: String
    /// The parts of the data.
    let format: GS1Format
    /// The data title, such as `BATCH/LOT`.
    let title: String

    /// The identifier of these digits.
    static func of(_ code: some StringProtocol) -> GS1Identifier? { all[String(code)] }

    /// How messages name it: `AI 10 (BATCH/LOT)`.
    var name: String { "AI \(code) (\(title))" }

    /// Whether the length of the data follows from the identifier, so that no separator need follow it in a symbol
    /// (GS1 General Specifications, figure 7.8.5-2).
    var hasPredefinedLength: Bool {
        ["00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "41"]
            .contains(code.prefix(2)) || ("31"..."36").contains(code.prefix(2))
    }

    private static let all: [String: GS1Identifier] = {
        var all: [String: GS1Identifier] = [:]
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            let format = GS1Format(words[1])
            for code in codes(words[0]) {
                all[code] = GS1Identifier(code: code, format: format, title: String(words[2]))
            }
        }
        return all
    }()

    /// The identifiers that a line of the table stands for.
    private static func codes(_ word: Substring) -> [String] {
        guard word.last == "#" else { return [String(word)] }
        // Amounts and prices have up to nine decimals, percentages three, everything else five.
        let most = word.hasPrefix("394") ? 3 : word.hasPrefix("39") && !word.hasPrefix("395") ? 9 : 5
        return (0...most).map { word.dropLast() + String($0) }
    }
}
