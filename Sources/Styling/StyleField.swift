// SPDX-License-Identifier: Apache-2.0

package import Codes
import QRRender

/// One styling field: its name, how a query's text is read for it, and what it means.
package struct StyleField: Sendable {
    typealias Take = @Sendable (inout StyleDraft, JSONValue, String) throws(StyleRefusal) -> Void

    /// How the text of a query or of a command line is read for a field that is no string.
    package enum TextForm: Sendable {
        /// A whole number.
        case whole
        /// Any number.
        case number
        /// `true` or `false`.
        case flag
        /// JSON.
        case json
    }

    /// The name, with a dot where it stands inside another field.
    package let name: String
    /// How a text is read for it; nil for a string.
    package let textForm: TextForm?
    /// Checks the value and notes it in the draft.
    let take: Take
    /// The parts of the name.
    let path: [String]

    /// Makes a field.
    init(name: String, textForm: TextForm?, take: @escaping Take) {
        self.name = name
        self.textForm = textForm
        self.take = take
        path = name.split(separator: ".").map(String.init)
    }

    /// Every styling field there is: the native ones and those of the open styling vocabulary.
    ///
    /// What a new kind of styling brings is added to one of the two, and nowhere else.
    package static let all: [StyleField] = native + vocabulary

    /// The native names.
    private static let native: [StyleField] = [
        .choice("pattern", \.pattern, aliases: ["square": .squares]),
        .color("color", \.foreground, .foreground),
        .color("foreground", \.foreground, .foreground),
        .gradient("gradient", \.foregroundGradient),
        .color("background", \.background, .background),
        .gradient("backgroundGradient", \.backgroundGradient),
        .picture("backgroundImage", \.backgroundPicture),
        .choice("eyeFrame", \.eyeFrame, aliases: ["dot": .circle]),
        .color("eyeFrameColor", \.eyeFrameColor, .foreground),
        .gradient("eyeFrameGradient", \.eyeFrameGradient),
        .choice("eyeCenter", \.eyeCenter, aliases: ["dot": .circle]),
        .color("eyeCenterColor", \.eyeCenterColor, .foreground),
        .gradient("eyeCenterGradient", \.eyeCenterGradient),
        .color("eyeOutline", \.eyeOutline, .foreground),
        .choice("shape", \.silhouette),
        .picture("logo", \.logo),
        .picture("image", \.logo),
        .decimal("logoRatio", \.logoRatio, in: 0.05...0.5),
        .decimal("logoMargin", \.logoMargin, in: 0...5, "modules"),
        .flag("logoClearZone", \.clearsLogoModules),
        .choice("frame.style", \.frameShape),
        .color("frame.color", \.frameColor, .foreground),
        .text("frame.label", \.frameLabel, limit: 60),
        .whole("margin", \.margin, in: 0...100, "modules"),
        .choice("symbology", \.symbology),
        .level("errorCorrection"),
        .whole("version", \.version, in: 1...40),
        .whole("mask", \.mask, in: 0...7),
        .whole("size", \.pixels, in: 1...9_000, "pixels"),
        .inches("sizeInches"),
        .inches("size_inches"),
        .whole("dpi", \.dpi, in: 72...600, "dots an inch"),
        .ink("ink"),
        .flag("allowUnscannable", \.allowsUnscannable),
    ]

    private static let nativeNames = Set(native.map(\.name))

    /// Whether a name is one of the native ones.
    static func isNative(_ name: String) -> Bool { nativeNames.contains(name) }

    /// The fields that stand by themselves, in the order of the table.
    package static let topLevelNames: [String] = all.reduce(into: []) { names, field in
        if !names.contains(field.path[0]) { names.append(field.path[0]) }
    }

    /// For each of them the names of the fields inside it; none for one that is a value itself.
    private static let innerNames: [String: [String]] = all.reduce(into: [:]) { names, field in
        names[field.path[0], default: []] += field.path.dropFirst()
    }

    /// The fields that name a picture.
    package static let pictureNames = ["logo", "image", "backgroundImage"]

    /// How a text is read for each field that is no string.
    package static let textForms: [String: TextForm] = all.reduce(into: [:]) { forms, field in
        forms[field.name] = field.textForm
    }

    /// The members of a query or a command line, whose names have dots, as the nested members of a body.
    ///
    /// - Parameter flat: the members by their full names.
    /// - Returns: the members, those with a dot inside an object.
    package static func nested(_ flat: [String: JSONValue]) -> [String: JSONValue] {
        var result = flat
        for field in all where field.path.count == 2 {
            guard let value = result.removeValue(forKey: field.name) else { continue }
            var inner = result[field.path[0]]?.members ?? [:]
            inner[field.path[1]] = value
            result[field.path[0]] = .object(inner)
        }
        return result
    }

    /// Members that are no field, and members of fields that are no objects.
    static func strangers(in members: [String: JSONValue], at base: String) -> [FieldFault] {
        members.sorted { $0.key < $1.key }.flatMap { name, value -> [FieldFault] in
            guard let inner = innerNames[name] else {
                return [unknown(name, at: FieldReader(members, at: base).pointer(name), allowed: topLevelNames)]
            }
            guard !inner.isEmpty, value != .null else { return [] }
            guard let nested = value.members else {
                let detail = "\(name) must be an object, not \(value.kind)"
                return [FieldFault("\(base)/\(name)", detail, kind: .wrongType)]
            }
            let reader = FieldReader(nested, at: "\(base)/\(name)")
            return nested.filter { $0.value != .null }.keys.sorted().filter { !inner.contains($0) }.map { member in
                unknown("\(name).\(member)", at: reader.pointer(member), allowed: inner)
            }
        }
    }

    private static func unknown(_ name: String, at pointer: String, allowed: [String]) -> FieldFault {
        let shown = name.unicodeScalars.count > 80 ? "\(String(name.unicodeScalars.prefix(80)))…" : name
        let detail = "\(shown) is not a styling field here; allowed are \(allowed.joined(separator: ", "))"
        return FieldFault(pointer, detail, kind: .unknown)
    }
}
