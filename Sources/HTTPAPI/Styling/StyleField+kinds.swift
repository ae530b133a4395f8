// SPDX-License-Identifier: Apache-2.0

import Codes
import QREncoder
import QRRender

/// The kinds of field that the table is made of.
extension StyleField {
    /// A whole number in a range.
    static func whole(
        _ name: String,
        _ slot: any WritableKeyPath<StyleDraft, StyleSlot<Int>> & Sendable,
        in range: ClosedRange<Int>,
        _ unit: String? = nil,
    ) -> StyleField {
        StyleField(name: name, kind: .whole) { draft, value, name throws(StyleRefusal) in
            let number = try whole(value, name)
            guard range.contains(number) else {
                let unit = unit.map { " (\($0))" } ?? ""
                let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)"
                throw StyleRefusal(detail: "\(name) cannot be \(number); allowed: \(allowed)")
            }
            try draft[keyPath: slot].set(number, from: name)
        }
    }

    /// The version under the name of the open vocabulary, where 0 leaves it to the encoder.
    static func typeNumber(_ name: String) -> StyleField {
        StyleField(name: name, kind: .whole) { draft, value, name throws(StyleRefusal) in
            let number = try whole(value, name)
            guard (0...40).contains(number) else {
                throw StyleRefusal(detail: "\(name) cannot be \(number); allowed: 0 (any version) to 40")
            }
            if number > 0 { try draft.version.set(number, from: name) }
        }
    }

    /// A length on paper.
    static func inches(_ name: String) -> StyleField {
        StyleField(name: name, kind: .number) { draft, value, name throws(StyleRefusal) in
            let inches: Double
            switch value {
            case .integer(let whole): inches = Double(whole)
            case .number(let number): inches = number
            default: throw wrongType(name, "a number", value)
            }
            let range = ImageSize.inchRange
            guard range.contains(inches) else {
                let allowed = "a number of inches from \(range.lowerBound) to \(range.upperBound)"
                throw StyleRefusal(detail: "\(name) cannot be \(inches); allowed: \(allowed)")
            }
            try draft.inches.set(inches, from: name)
        }
    }

    /// A color.
    static func color(
        _ name: String,
        _ slot: any WritableKeyPath<StyleDraft, StyleSlot<Color>> & Sendable,
        _ part: StyleError.Field,
    ) -> StyleField {
        StyleField(name: name, kind: nil) { draft, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            let color: Color
            do throws(StyleError) {
                color = try Color(text, field: part)
            } catch {
                throw StyleRefusal(detail: "\(name) cannot be \"\(error.value)\"; allowed: \(error.allowed)")
            }
            try draft[keyPath: slot].set(color, from: name)
        }
    }

    /// An error correction level.
    static func level(_ name: String) -> StyleField {
        StyleField(name: name, kind: nil) { draft, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            guard let level = ErrorCorrection(letter: text) else {
                throw StyleRefusal(detail: "\(name) cannot be \"\(text.prefix(40))\"; allowed: L, M, Q or H")
            }
            try draft.errorCorrection.set(level, from: name)
        }
    }

    /// A field of which only one value has a meaning yet.
    static func fixed(_ name: String, _ only: String) -> StyleField {
        StyleField(name: name, kind: nil) { _, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            guard text == only else {
                throw StyleRefusal(detail: "\(name) cannot be \"\(text.prefix(40))\"; allowed: \(only)")
            }
        }
    }

    private static func whole(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> Int {
        switch value {
        case .integer(let whole): return whole
        case .number(let number):
            guard let whole = Int(exactly: number) else { throw wrongType(name, "a whole number", value) }
            return whole
        default: throw wrongType(name, "a whole number", value)
        }
    }

    private static func text(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> String {
        guard case .string(let text) = value else { throw wrongType(name, "a string", value) }
        return text
    }

    private static func wrongType(_ name: String, _ expected: String, _ found: JSONValue) -> StyleRefusal {
        StyleRefusal(detail: "\(name) must be \(expected), not \(found.kind)", kind: .wrongType)
    }
}
