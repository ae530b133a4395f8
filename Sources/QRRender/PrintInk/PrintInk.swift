// SPDX-License-Identifier: Apache-2.0

/// The inks that a document for print is made for; formats other than PDF and EPS have none.
public enum PrintInk: Hashable, Sendable {
    /// Light rather than ink: colors as on a screen, left to the printer to convert.
    case rgb
    /// The four process inks; black is black ink alone, so that no misprint colors its edges.
    case cmyk
    /// A spot color for the modules, process inks for everything else.
    case spot(SpotColor)

    /// The forms that ``init(_:)`` reads, in words for a message.
    public static let allowed = "rgb, cmyk, or spot:NAME:C,M,Y,K with four whole percentages"

    /// Reads `rgb`, `cmyk` or `spot:NAME:C,M,Y,K`.
    ///
    /// - Parameter text: The ink as a user writes it, such as `spot:PANTONE 286 C:100,75,0,0`.
    /// - Throws: ``StyleError`` for `ink` with the text and what is allowed.
    public init(_ text: String) throws(StyleError) {
        let parts = text.utf8.count <= 128 ? text.split(separator: ":", omittingEmptySubsequences: false) : []
        switch (parts.first?.lowercased(), parts.count) {
        case ("rgb", 1): self = .rgb
        case ("cmyk", 1): self = .cmyk
        case ("spot", 3):
            let percentages = parts[2].split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
            guard percentages.count == 4 else { fallthrough }
            self = .spot(
                try SpotColor(
                    name: String(parts[1]), cyan: percentages[0], magenta: percentages[1], yellow: percentages[2],
                    black: percentages[3],
                )
            )
        default: throw StyleError(field: .ink, value: text, allowed: Self.allowed)
        }
    }
}
