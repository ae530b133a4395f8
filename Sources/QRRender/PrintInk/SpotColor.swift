// SPDX-License-Identifier: Apache-2.0

/// An ink that is mixed before printing, with its name and the process colors shown where it is missing.
public struct SpotColor: Hashable, Sendable {
    /// The most characters that a name may have.
    public static let nameLimit = 63

    /// The name that the printer knows it by.
    public let name: String
    /// The percentage of cyan, 0…100.
    public let cyan: Int
    /// The percentage of magenta, 0…100.
    public let magenta: Int
    /// The percentage of yellow, 0…100.
    public let yellow: Int
    /// The percentage of black, 0…100.
    public let black: Int

    /// Makes a spot color.
    ///
    /// - Parameters:
    ///   - name: The name, 1…63 letters, digits, spaces or `-`, `_`, `.`, `+`, `&`, of ASCII; not one of the process
    ///     inks, `All` or `None`, which mean something else to a printer.
    ///   - cyan: The percentage of cyan, 0…100.
    ///   - magenta: The percentage of magenta, 0…100.
    ///   - yellow: The percentage of yellow, 0…100.
    ///   - black: The percentage of black, 0…100.
    /// - Throws: ``StyleError`` for `ink` that says which part is out of range.
    public init(name: String, cyan: Int, magenta: Int, yellow: Int, black: Int) throws(StyleError) {
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789 -_.+&".unicodeScalars.contains(scalar))
        }
        guard isPlain, 1...Self.nameLimit ~= name.utf8.count, !Self.reserved.contains(name.lowercased()),
            name.first != " ", name.last != " "
        else {
            throw StyleError(
                field: .ink, value: name,
                allowed: "a spot color's name of 1 to 63 ASCII letters, digits, spaces, or -_.+&, "
                    + "other than All, None and the process inks",
            )
        }
        for percentage in [cyan, magenta, yellow, black] where !(0...100 ~= percentage) {
            throw StyleError(field: .ink, value: "\(percentage)", allowed: "whole percentages from 0 to 100")
        }
        (self.name, self.cyan, self.magenta, self.yellow, self.black) = (name, cyan, magenta, yellow, black)
    }

    /// The process colors, 0…1.
    var process: [Double] { [cyan, magenta, yellow, black].map { Double($0) / 100 } }

    private static let reserved: Set<String> = ["all", "none", "cyan", "magenta", "yellow", "black"]
}
