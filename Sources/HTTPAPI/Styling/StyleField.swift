// SPDX-License-Identifier: Apache-2.0

import Codes
import QREncoder
import QRRender

/// One styling field: its name, how a query's text is read for it, and what it means.
struct StyleField: Sendable {
    typealias Take = @Sendable (inout StyleDraft, JSONValue, String) throws(StyleRefusal) -> Void

    /// The name, with a dot where it stands inside another field.
    let name: String
    /// How the text of a query is read; nil for a string.
    let kind: QueryFields.Kind?
    /// Checks the value and notes it in the draft.
    let take: Take

    var path: [String] { name.split(separator: ".").map(String.init) }

    /// Every styling field there is.
    ///
    /// What a new kind of styling brings is added here, and nowhere else.
    ///
    /// Names without a dot are the native ones; `dotsOptions` and its like are those of the open styling vocabulary.
    static let all: [StyleField] = [
        .whole("margin", \.margin, in: 0...100, "modules"),
        .color("color", \.foreground, .foreground),
        .color("foreground", \.foreground, .foreground),
        .color("dotsOptions.color", \.foreground, .foreground),
        .fixed("dotsOptions.type", "square"),
        .color("background", \.background, .background),
        .color("backgroundOptions.color", \.background, .background),
        .fixed("cornersSquareOptions.type", "square"),
        .fixed("cornersDotOptions.type", "square"),
        .fixed("shape", "square"),
        .level("errorCorrection"),
        .level("qrOptions.errorCorrectionLevel"),
        .whole("version", \.version, in: 1...40),
        .typeNumber("qrOptions.typeNumber"),
        .whole("mask", \.mask, in: 0...7),
        .whole("size", \.pixels, in: ImageSize.pixelRange, "pixels"),
        .whole("width", \.pixels, in: ImageSize.pixelRange, "pixels"),
        .whole("height", \.pixels, in: ImageSize.pixelRange, "pixels"),
        .inches("sizeInches"),
        .inches("size_inches"),
        .whole("dpi", \.dpi, in: ImageSize.dpiRange, "dots an inch"),
    ]

    /// The fields that stand by themselves, in the order of the table.
    static let topLevelNames: [String] = all.reduce(into: []) { names, field in
        if !names.contains(field.path[0]) { names.append(field.path[0]) }
    }

    /// How the text of a query is read for each field that can stand in one.
    static let queryKinds: [String: QueryFields.Kind] = all.reduce(into: [:]) { kinds, field in
        kinds[field.name] = field.kind
    }

    /// Members that are no field, and members of fields that are no objects.
    static func strangers(in members: [String: JSONValue], at base: String) -> [FieldFault] {
        members.sorted { $0.key < $1.key }.flatMap { name, value -> [FieldFault] in
            guard topLevelNames.contains(name) else {
                return [unknown(name, at: FieldReader(members, at: base).pointer(name), allowed: topLevelNames)]
            }
            let inner = all.map(\.path).filter { $0.count == 2 && $0[0] == name }.map { $0[1] }
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
        let detail = "\(name) is not a styling field here; allowed are \(allowed.joined(separator: ", "))"
        return FieldFault(pointer, detail, kind: .unknown)
    }
}
