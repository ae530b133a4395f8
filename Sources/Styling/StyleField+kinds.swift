// SPDX-License-Identifier: Apache-2.0

import Codes
import QREncoder
import QRRender

/// The kinds of field that the table is made of.
extension StyleField {
    typealias Slot<Value: Equatable & Sendable> = any WritableKeyPath<StyleDraft, StyleSlot<Value>> & Sendable

    /// One of a list of names.
    static func choice<Value>(
        _ name: String,
        _ slot: Slot<Value>,
        aliases: [String: Value] = [:],
    ) -> StyleField
    where Value: CaseIterable & RawRepresentable<String> & Equatable & Sendable {
        StyleField(name: name, textForm: nil) { draft, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            guard let chosen = aliases[text] ?? Value(rawValue: text) else {
                let allowed = Value.allCases.map(\.rawValue) + aliases.keys.sorted()
                throw StyleRefusal(name, cannotBe: text, allowed: allowed.joined(separator: ", "))
            }
            try draft[keyPath: slot].set(chosen, from: name)
        }
    }

    /// A whole number in a range.
    static func whole(
        _ name: String,
        _ slot: Slot<Int>,
        in range: ClosedRange<Int>,
        _ unit: String? = nil,
    ) -> StyleField {
        StyleField(name: name, textForm: .whole) { draft, value, name throws(StyleRefusal) in
            let number = try whole(value, name)
            guard range.contains(number) else {
                let unit = unit.map { " (\($0))" } ?? ""
                let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)"
                throw StyleRefusal(detail: "\(name) cannot be \(number); allowed: \(allowed)")
            }
            try draft[keyPath: slot].set(number, from: name)
        }
    }

    /// A number in a range.
    static func decimal(
        _ name: String,
        _ slot: Slot<Double>,
        in range: ClosedRange<Double>,
        _ unit: String? = nil,
    ) -> StyleField {
        StyleField(name: name, textForm: .number) { draft, value, name throws(StyleRefusal) in
            let number = try number(value, name)
            guard range.contains(number) else {
                let unit = unit.map { " of \($0)" } ?? ""
                let allowed = "a number\(unit) from \(range.lowerBound) to \(range.upperBound)"
                throw StyleRefusal(detail: "\(name) cannot be \(number); allowed: \(allowed)")
            }
            try draft[keyPath: slot].set(number, from: name)
        }
    }

    /// A length on paper.
    static func inches(_ name: String) -> StyleField {
        decimal(name, \.inches, in: ImageSize.inchRange, "inches")
    }

    /// `true` or `false`.
    static func flag(_ name: String, _ slot: Slot<Bool>) -> StyleField {
        StyleField(name: name, textForm: .flag) { draft, value, name throws(StyleRefusal) in
            guard case .bool(let flag) = value else { throw StyleRefusal(name, mustBe: "true or false", not: value) }
            try draft[keyPath: slot].set(flag, from: name)
        }
    }

    /// A line of text.
    static func text(_ name: String, _ slot: Slot<String>, limit: Int) -> StyleField {
        StyleField(name: name, textForm: nil) { draft, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            let isLine = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard text.unicodeScalars.count <= limit, isLine else {
                throw StyleRefusal(name, cannotBe: text, allowed: "one line of at most \(limit) characters")
            }
            try draft[keyPath: slot].set(text, from: name)
        }
    }

    /// The version under the name of the open vocabulary, where 0 leaves it to the encoder.
    static func typeNumber(_ name: String) -> StyleField {
        StyleField(name: name, textForm: .whole) { draft, value, name throws(StyleRefusal) in
            let number = try whole(value, name)
            guard (0...40).contains(number) else {
                throw StyleRefusal(detail: "\(name) cannot be \(number); allowed: 0 (any version) to 40")
            }
            if number > 0 { try draft.version.set(number, from: name) }
        }
    }

    /// A color.
    static func color(_ name: String, _ slot: Slot<Color>, _ part: StyleError.Field) -> StyleField {
        StyleField(name: name, textForm: nil) { draft, value, name throws(StyleRefusal) in
            let color = try GradientField.color(text(value, name), name, part)
            try draft[keyPath: slot].set(color, from: name)
        }
    }

    /// Colors that run into each other.
    static func gradient(_ name: String, _ slot: Slot<Gradient>) -> StyleField {
        StyleField(name: name, textForm: .json) { draft, value, name throws(StyleRefusal) in
            try draft[keyPath: slot].set(GradientField.gradient(value, name), from: name)
        }
    }

    /// A picture.
    static func picture(_ name: String, _ slot: Slot<PictureSource>) -> StyleField {
        StyleField(name: name, textForm: nil) { draft, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            guard let source = PictureSource(text) else {
                throw StyleRefusal(name, cannotBe: text, allowed: PictureSource.allowed)
            }
            try draft[keyPath: slot].set(source, from: name)
        }
    }

    /// An error correction level.
    static func level(_ name: String) -> StyleField {
        StyleField(name: name, textForm: nil) { draft, value, name throws(StyleRefusal) in
            let text = try text(value, name)
            guard let level = ErrorCorrection(letter: text) else {
                throw StyleRefusal(name, cannotBe: text, allowed: "L, M, Q or H")
            }
            try draft.errorCorrection.set(level, from: name)
        }
    }

    /// The inks of PDF and EPS.
    static func ink(_ name: String) -> StyleField {
        StyleField(name: name, textForm: nil) { draft, value, name throws(StyleRefusal) in
            let ink: PrintInk
            let text = try text(value, name)
            do throws(StyleError) {
                ink = try PrintInk(text)
            } catch {
                throw StyleRefusal(name, cannotBe: error.value, allowed: error.allowed)
            }
            try draft.ink.set(ink, from: name)
        }
    }

    /// A field of a vocabulary that changes nothing here.
    static func ignored(_ name: String) -> StyleField {
        StyleField(name: name, textForm: nil) { _, _, _ in }
    }

    private static func whole(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> Int {
        switch value {
        case .integer(let whole): return whole
        case .number(let number):
            guard let whole = Int(exactly: number) else {
                throw StyleRefusal(detail: "\(name) cannot be \(number); allowed: a whole number", kind: .wrongType)
            }
            return whole
        default: throw StyleRefusal(name, mustBe: "a whole number", not: value)
        }
    }

    private static func number(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> Double {
        switch value {
        case .integer(let whole): return Double(whole)
        case .number(let number): return number
        default: throw StyleRefusal(name, mustBe: "a number", not: value)
        }
    }

    private static func text(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> String {
        guard case .string(let text) = value else { throw StyleRefusal(name, mustBe: "a string", not: value) }
        return text
    }
}
