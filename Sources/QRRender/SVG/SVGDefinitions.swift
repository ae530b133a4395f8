// SPDX-License-Identifier: Apache-2.0

import Crypto

/// What the shapes of a document refer to: gradients and the outlines that pictures are cut by.
///
/// Several documents may stand in one page, where identifiers must not clash: each is made from the content it names, so
/// that equal ones mean the same.
struct SVGDefinitions {
    private var identifiers: Set<String> = []
    /// The elements so far, for `<defs>`.
    private(set) var elements: [UInt8] = []

    /// The attributes that fill a shape.
    ///
    /// - Parameter paint: The paint.
    /// - Returns: The attributes, without spaces around; `nil` when nothing would show.
    mutating func fill(_ paint: ScenePaint) -> String? {
        switch paint {
        case .solid(let color):
            return color.alpha == 0 ? nil : SVGColor.attributes(color, "fill")
        case .linear(let from, let to, let stops):
            let line = "x1=\"\(Self.text(from.x))\" y1=\"\(Self.text(from.y))\""
            let end = "x2=\"\(Self.text(to.x))\" y2=\"\(Self.text(to.y))\""
            return
                "fill=\"\(define("linearGradient", "gradientUnits=\"userSpaceOnUse\" \(line) \(end)", Self.stops(stops)))\""
        case .radial(let center, let radius, let stops):
            let circle = "cx=\"\(Self.text(center.x))\" cy=\"\(Self.text(center.y))\" r=\"\(Self.text(radius))\""
            return
                "fill=\"\(define("radialGradient", "gradientUnits=\"userSpaceOnUse\" \(circle)", Self.stops(stops)))\""
        }
    }

    /// The attribute that shows only a part of a picture.
    ///
    /// - Parameter path: The outline of the part.
    /// - Returns: The attribute.
    mutating func clip(to path: Path) -> String {
        let data = String(decoding: CurvePathData(path).text, as: UTF8.self)
        return "clip-path=\"\(define("clipPath", "", "<path d=\"\(data)\"/>"))\""
    }

    private mutating func define(_ name: String, _ attributes: String, _ content: String) -> String {
        let digest = SHA256.hash(data: Array("\(name) \(attributes)\(content)".utf8))
        let digits = Array("0123456789abcdef")
        let identifier = "w" + String(digest.prefix(6).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        if identifiers.insert(identifier).inserted {
            let space = attributes.isEmpty ? "" : " "
            elements += "<\(name) id=\"\(identifier)\"\(space)\(attributes)>\(content)</\(name)>".utf8
        }
        return "url(#\(identifier))"
    }

    private static func stops(_ stops: [Gradient.Stop]) -> String {
        stops.map { stop in
            "<stop offset=\"\(text(stop.offset))\" \(SVGColor.attributes(stop.color, "stop-color", "stop-opacity"))/>"
        }.joined()
    }

    private static func text(_ number: Double) -> String {
        var bytes: [UInt8] = []
        bytes.append(number: number)
        return String(decoding: bytes, as: UTF8.self)
    }
}
