// SPDX-License-Identifier: Apache-2.0

import Codes
import QRRender

/// The styling fields of a GenerateRequest, translated into the native ones.
struct GenerateFields {
    /// The fields under their native names.
    private(set) var native: [String: JSONValue] = [:]
    /// The name that each native field was given under.
    private var givenName: [String: String] = [:]

    /// Fields that mean one native field each.
    private static let names: [(theirs: String, native: String)] = [
        ("size_inches", "size_inches"), ("dpi", "dpi"), ("color", "color"), ("background", "background"),
        ("pattern", "pattern"), ("eye_color", "eyeFrameColor"), ("eye_border_color", "eyeFrameColor"),
        ("eye_border_shape", "eyeFrame"), ("eye_center_shape", "eyeCenter"), ("eye_center_color", "eyeCenterColor"),
        ("logo_url", "logo"), ("logo_size_ratio", "logoRatio"), ("logo_clear_zone", "logoClearZone"),
        ("bg_image_url", "backgroundImage"), ("symbology", "symbology"),
        // The native name too, which messages tell of; where both are given, that API's own spelling decides.
        ("allowUnscannable", "allowUnscannable"), ("allow_unscannable", "allowUnscannable"),
    ]

    /// Names by which the renderer speaks of fields.
    private static let rendererNames = [
        "foreground": "color", "size": "size_inches", "frameLabel": "frame_label",
    ]

    /// What is taken when a field is missing; where it differs from the native default.
    private static let defaults: [String: JSONValue] = [
        "background": .string("transparent"), "dpi": .integer(300), "pattern": .string("rounded"),
    ]

    /// Every name that is read here, those that translate into several fields included.
    static let all: Set<String> = Set(names.map(\.theirs)).union([
        "gradient_from", "gradient_to", "eye_shape", "eye_outer_frame", "eye_outer_frame_match", "frame_style",
        "frame_color", "frame_label", "logo_neon_alpha",
    ])

    /// Translates the fields of a request; what cannot be translated becomes a fault of `fields`.
    init(_ fields: inout FieldReader) {
        // The border's own color and shape stand above those of the whole eye.
        readEyes(&fields)
        for (theirs, native) in Self.names {
            guard let value = fields.value(theirs), !Self.refuses(value, as: theirs, &fields) else { continue }
            set(native, value, from: theirs)
        }
        if let color = native["eyeFrameColor"], native["eyeCenterColor"] == nil {
            set("eyeCenterColor", color, from: givenName["eyeFrameColor"] ?? "eye_color")
        }
        readGradient(&fields)
        readFrame(&fields)
        readOutline(&fields)
        for (name, value) in Self.defaults where native[name] == nil {
            // Other symbols than QR Codes have square modules only.
            if name == "pattern", let symbology = native["symbology"], symbology != .string("qr") { continue }
            native[name] = value
        }
    }

    /// Notes the name that a native field was given under, where it is another than the usual one.
    mutating func call(_ native: String, _ given: String) { givenName[native] = given }

    /// Takes out what says how a part looks that is not asked for: that API ignores it.
    mutating func leaveOut(_ strays: [FieldFault]) {
        for pointer in strays.map(\.pointer) {
            let path = pointer.split(separator: "/").map(String.init)
            native[path[0]] = nil
        }
    }

    /// The faults of native fields, under the names that they were given.
    func renamed(_ faults: [FieldFault]) -> [FieldFault] {
        faults.map { fault in
            let path = fault.pointer.split(separator: "/")
            if path.count == 2, path[0] == "frame" {
                let (native, given) = ("frame.\(path[1])", "frame_\(path[1])")
                let detail =
                    fault.detail.hasPrefix(native) ? given + fault.detail.dropFirst(native.count) : fault.detail
                return FieldFault("/" + given, detail, kind: fault.kind)
            }
            let name = String(fault.pointer.dropFirst().prefix { $0 != "/" })
            guard let given = givenName[name] ?? Self.rendererNames[name], given != name else { return fault }
            let detail = fault.detail.hasPrefix(name) ? given + fault.detail.dropFirst(name.count) : fault.detail
            return FieldFault("/" + given, detail, kind: fault.kind)
        }
    }

    /// Refuses what is no color in the published words.
    private static func refuses(_ value: JSONValue, as name: String, _ fields: inout FieldReader) -> Bool {
        guard name == "background" || name.hasSuffix("color"), case .string(let text) = value,
            (try? Color(text, field: .foreground)) == nil
        else { return false }
        let clear = name == "background" ? ", 'transparent'" : ""
        let detail = "Invalid \(name) '\(text.shortened(to: 40))'. Use 'black', 'white'\(clear), or hex like #RRGGBB."
        fields.fault(name, detail)
        return true
    }

    private mutating func set(_ name: String, _ value: JSONValue, from given: String) {
        native[name] = value
        givenName[name] = given
    }

    /// `eye_shape` and `eye_color` are for border and centre together.
    private mutating func readEyes(_ fields: inout FieldReader) {
        guard let shape = fields.string("eye_shape", maximum: 64) else { return }
        let shapes = ["square": "square", "rounded": "rounded", "circle": "circle", "frame": "frame"]
        guard shapes[shape] != nil else {
            fields.fault("eye_shape", "eye_shape cannot be \"\(shape)\"; allowed: square, rounded, circle, frame")
            return
        }
        set("eyeFrame", .string(shape), from: "eye_shape")
        // A frame has sharp corners outside and a plain centre.
        set("eyeCenter", .string(shape == "frame" ? "square" : shape), from: "eye_shape")
    }

    /// Both colors or none; from top to bottom.
    private mutating func readGradient(_ fields: inout FieldReader) {
        let (from, to) = (fields.value("gradient_from"), fields.value("gradient_to"))
        guard from != nil || to != nil else { return }
        guard let from, let to else {
            let missing = from == nil ? "gradient_from" : "gradient_to"
            fields.fault(missing, "\(missing) is missing; give gradient_from and gradient_to, or neither")
            return
        }
        let stops: [JSONValue] = [
            .object(["offset": .integer(0), "color": from]), .object(["offset": .integer(1), "color": to]),
        ]
        let gradient: [String: JSONValue] = [
            "type": .string("linear"), "rotation": .number(Double.pi / 2), "colorStops": .array(stops),
        ]
        set("gradient", .object(gradient), from: "gradient_from")
    }

    private mutating func readFrame(_ fields: inout FieldReader) {
        var frame: [String: JSONValue] = [:]
        for (theirs, native) in [("frame_style", "style"), ("frame_color", "color"), ("frame_label", "label")] {
            guard let value = fields.value(theirs), value != .string("") else { continue }
            if theirs == "frame_style", value == .string("none") { continue }
            frame[native] = value
        }
        if !frame.isEmpty { set("frame", .object(frame), from: "frame_style") }
    }

    /// A line around each eye, in the color of the modules or, to match, of the eyes.
    private mutating func readOutline(_ fields: inout FieldReader) {
        let hasOutline = fields.bool("eye_outer_frame") ?? false
        let matches = fields.bool("eye_outer_frame_match") ?? false
        // The glow around a logo has no meaning on paper: it is read, and nothing is drawn.
        _ = fields.number("logo_neon_alpha", in: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
        guard hasOutline else { return }
        let modules = native["color"] ?? .string("black")
        set("eyeOutline", matches ? native["eyeFrameColor"] ?? modules : modules, from: "eye_outer_frame")
    }
}
