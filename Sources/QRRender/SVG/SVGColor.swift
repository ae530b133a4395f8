// SPDX-License-Identifier: Apache-2.0

/// Colors as attributes of SVG.
enum SVGColor {
    /// The color as `#rgb` where that is exact, and its opacity to a thousandth, which is finer than its 255 steps.
    ///
    /// - Parameters:
    ///   - color: The color.
    ///   - name: The attribute of the color.
    ///   - opacityName: The attribute of the opacity, which is left out where it is 1; `nil` for that of the color's
    ///     name.
    /// - Returns: The attributes, without spaces around.
    static func attributes(_ color: Color, _ name: String, _ opacityName: String? = nil) -> String {
        let opaque = Color(red: color.red, green: color.green, blue: color.blue)
        let isShort = [color.red, color.green, color.blue].allSatisfy { $0 % 17 == 0 }
        let digits = Array(opaque.description)
        let hex = isShort ? String([digits[0], digits[1], digits[3], digits[5]]) : String(digits)
        guard color.alpha < 255 else { return "\(name)=\"\(hex)\"" }
        let thousandths = (Int(color.alpha) * 1000 + 127) / 255
        let opacity = "." + String(String(1000 + thousandths).dropFirst())
        return "\(name)=\"\(hex)\" \(opacityName ?? name + "-opacity")=\"\(color.alpha == 0 ? "0" : opacity)\""
    }
}
