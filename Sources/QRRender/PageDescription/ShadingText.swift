// SPDX-License-Identifier: Apache-2.0

/// Gradients as shading dictionaries, which PDF (8.7.4.5) and PostScript (Level 3, 4.9.3) write alike.
///
/// They are broken into lines, because those of an EPS file have at most 255 characters (Adobe 5001, 3.4).
enum ShadingText {
    /// A stop with its color in the numbers of a color space.
    struct Stop {
        let offset: Double
        let components: [Double]
    }

    /// A gradient as a dictionary.
    ///
    /// - Parameters:
    ///   - paint: A gradient; one color has no shading.
    ///   - space: The name of the color space.
    ///   - components: A color in that space.
    /// - Returns: The dictionary, or `nil` for one color.
    static func dictionary(_ paint: ScenePaint, space: String, components: (Color) -> [Double]) -> String? {
        func dictionary(type: Int, coordinates: [Double], _ stops: [Gradient.Stop]) -> String {
            let stops = stops.map { Stop(offset: $0.offset, components: components($0.color)) }
            return "<</ShadingType \(type)/ColorSpace \(space)/Coords[\(PageText.text(coordinates))]"
                + "\n/Function \(function(stops))\n/Extend[true true]>>"
        }
        switch paint {
        case .solid: return nil
        case .linear(let from, let to, let stops):
            return dictionary(type: 2, coordinates: [from.x, from.y, to.x, to.y], stops)
        case .radial(let center, let radius, let stops):
            return dictionary(type: 3, coordinates: [center.x, center.y, 0, center.x, center.y, radius], stops)
        }
    }

    /// The colors as a function of the place: pieces between stops, stitched together where there are several.
    private static func function(_ stops: [Stop]) -> String {
        var pieces: [(end: Double, text: String)] = []
        if let first = stops.first, first.offset > 0 {
            pieces.append((first.offset, piece(first, first)))
        }
        // Stops at one place are a sharp edge: nothing lies between them, and bounds must ascend.
        for (one, other) in zip(stops, stops.dropFirst()) where one.offset < other.offset {
            pieces.append((other.offset, piece(one, other)))
        }
        if let last = stops.last, last.offset < 1 || pieces.isEmpty { pieces.append((1, piece(last, last))) }
        guard pieces.count > 1 else { return pieces.first?.text ?? "" }
        let bounds = PageText.text(pieces.dropLast().map(\.end))
        let encode = Array(repeating: "0 1", count: pieces.count).joined(separator: " ")
        let functions = pieces.map(\.text).joined(separator: "\n")
        return "<</FunctionType 3/Domain[0 1]/Functions[\n\(functions)]\n/Bounds[\(bounds)]\n/Encode[\(encode)]>>"
    }

    private static func piece(_ one: Stop, _ other: Stop) -> String {
        "<</FunctionType 2/Domain[0 1]/C0[\(PageText.text(one.components))]/C1[\(PageText.text(other.components))]/N 1>>"
    }
}
