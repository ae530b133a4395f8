// SPDX-License-Identifier: Apache-2.0

/// Strings and names of PDF.
enum PDFText {
    /// A text string (PDF 1.7, 7.9.2.2) in hexadecimal digits, in which nothing needs escaping.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The string in UTF-16 with its mark.
    static func string(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        let units = [0xFEFF] + Array(text.utf16)
        return "<" + String(units.flatMap { unit in [12, 8, 4, 0].map { digits[Int(unit >> $0 & 15)] } }) + ">"
    }

    /// A name (7.3.5): everything but letters and digits is written by number.
    ///
    /// - Parameter text: ASCII text.
    /// - Returns: The name with its slash.
    static func name(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return "/"
            + text.utf8.map { byte in
                let scalar = Unicode.Scalar(byte)
                let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                return isPlain ? String(scalar) : "#\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }.joined()
    }
}
