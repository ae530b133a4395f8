// SPDX-License-Identifier: Apache-2.0

/// The `KEY:value;` form that MECARD and WIFI share.
enum ShortForm {
    /// Escapes a value: a backslash before `\ ; : , "`.
    ///
    /// The form knows no line breaks; they become spaces.
    ///
    /// Goes by Unicode scalars, as ``ContentLine/escape(_:)`` does and for its reason.
    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ":", ",", "\"": result.append(contentsOf: ["\\", scalar])
            case "\n", "\r": result.append(" ")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether a text has this prefix, ends as the form does, and has a field of that key with something in it.
    static func isWellFormed(_ text: String, prefix: String, field key: String) -> Bool {
        let scalars = text.unicodeScalars
        guard scalars.starts(with: prefix.unicodeScalars), scalars.last == ";", !text.containsControlCharacter else {
            return false
        }
        var fields: [Substring.UnicodeScalarView] = []
        var start = scalars.index(scalars.startIndex, offsetBy: prefix.unicodeScalars.count)
        var isEscaped = false
        for index in scalars[start...].indices {
            if scalars[index] == ";", !isEscaped {
                fields.append(scalars[start..<index])
                start = scalars.index(after: index)
            }
            isEscaped = scalars[index] == "\\" && !isEscaped
        }
        let name = "\(key):".unicodeScalars
        return fields.contains { $0.starts(with: name) && $0.count > name.count }
    }
}
