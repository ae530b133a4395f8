// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Foundation
import QREncoder
import QRRender
import Styling

/// How a code looks, as flags: the styling fields of the API under the command line's names.
struct StyleOptions: ParsableArguments {
    @Option(help: "The kind of symbol: \(allowed(Symbology.self)). (default: qr)")
    var symbology: String?

    @Option(
        name: .customLong("error-correction"),
        help: "L, M, Q or H, exactly. (default: M, higher where it costs nothing or a logo needs it)", )
    var errorCorrection: String?

    @Option(name: .customLong("version"), help: "The version: 1 to 40. (default: the smallest that fits)")
    var symbolVersion: Int?

    @Option(help: "The mask: 0 to 7. (default: the one with the lowest penalty)")
    var mask: Int?

    @Option(help: "The side in pixels: 1 to 9000.")
    var size: Int?

    @Option(name: .customLong("size-inches"), help: "The side in inches: 0.5 to 15.")
    var inches: Double?

    @Option(help: "Dots an inch: 72 to 600.")
    var dpi: Int?

    @Option(help: "The quiet zone in modules: 0 to 100. (default: 4)")
    var margin: Int?

    @Option(help: "The modules' color: \(Color.allowed). (default: black)")
    var color: String?

    @Option(help: "The background's color: \(Color.allowed). (default: white)")
    var background: String?

    @Option(help: "The modules' colors from one to the other, such as '#c00,#00c'.")
    var gradient: String?

    @Option(help: "The background's colors, likewise.")
    var backgroundGradient: String?

    @Option(help: "The colors of each eye's frame, likewise.")
    var eyeFrameGradient: String?

    @Option(help: "The colors of each eye's center, likewise.")
    var eyeCenterGradient: String?

    @Option(help: "How gradients run: \(allowed(Gradient.Kind.self)). (default: linear)")
    var gradientType: String?

    @Option(help: "The direction of gradients in degrees: 0 to the right, 90 down.")
    var gradientRotation: Double?

    @Option(help: "The modules' shape: \(allowed(ModulePattern.self)).")
    var pattern: String?

    @Option(help: "The shape of the eyes' frames: \(allowed(EyeStyle.Frame.self)).")
    var eyeFrame: String?

    @Option(help: "The shape of the eyes' centers: \(allowed(EyeStyle.Center.self)).")
    var eyeCenter: String?

    @Option(help: "The color of the eyes' frames.")
    var eyeFrameColor: String?

    @Option(help: "The color of the eyes' centers.")
    var eyeCenterColor: String?

    @Option(help: "The color of a thin line around each eye.")
    var eyeOutline: String?

    @Option(help: "The outline of the whole code: \(allowed(Silhouette.self)).")
    var shape: String?

    @Option(help: "A picture for the middle: a file or data: URI of a PNG, JPEG, WebP or GIF, at most 2 MB.")
    var logo: String?

    @Option(help: "The logo's longer side as a share of the symbol's: 0.05 to 0.5. (default: 0.24)")
    var logoRatio: Double?

    @Option(help: "The empty width around the logo in modules: 0 to 5. (default: 0.5)")
    var logoMargin: Double?

    @Flag(help: "Draw the logo over the modules instead of leaving them out.")
    var logoOver = false

    @Option(help: "A picture to draw behind the modules, likewise.")
    var backgroundImage: String?

    @Option(help: "A frame around the code: \(allowed(LabelFrame.Shape.self)).")
    var frame: String?

    @Option(help: "The frame's color. (default: black)")
    var frameColor: String?

    @Option(help: "A line of text at the frame.")
    var frameLabel: String?

    @Option(help: "The inks of a PDF or EPS: \(PrintInk.allowed).")
    var ink: String?

    @Flag(help: "Draw even what cannot be scanned.")
    var allowUnscannable = false

    func validate() throws {
        if size != nil, inches != nil { throw ValidationError("Give --size or --size-inches, not both.") }
        if gradients.isEmpty, gradientType != nil || gradientRotation != nil {
            throw ValidationError("--gradient-type and --gradient-rotation need --gradient or another gradient.")
        }
    }

    /// The gradients that are asked for, by the names of the API.
    private var gradients: [(name: String, colors: String)] {
        [
            ("gradient", gradient), ("backgroundGradient", backgroundGradient),
            ("eyeFrameGradient", eyeFrameGradient), ("eyeCenterGradient", eyeCenterGradient),
        ].compactMap { name, colors in colors.map { (name, $0) } }
    }

    private static func allowed<Name: CaseIterable & RawRepresentable<String>>(_ names: Name.Type) -> String {
        names.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

extension StyleOptions {
    /// The style that the flags ask for.
    ///
    /// - Throws: ``CommandFailure`` with every flag that is wrong.
    func draft() throws -> StyleDraft {
        var draft = StyleDraft()
        let faults = draft.read(try members(), at: "") + draft.strays(at: "")
        guard faults.isEmpty else {
            throw CommandFailure(faults.map(Self.sentence).joined(separator: "\n"), status: CommandFailure.usage)
        }
        return draft
    }

    /// The pictures that the style names.
    func pictures(of draft: StyleDraft) throws -> [PictureSource: Picture] {
        var pictures: [PictureSource: Picture] = [:]
        for (field, source) in draft.pictureSources {
            guard case .data(let text) = source else { continue }
            do throws(PictureError) {
                pictures[source] = try PictureDecoder.decode(DataURI(text).bytes)
            } catch {
                throw CommandFailure("--\(Self.flag(field)): \(error.description)", status: CommandFailure.usage)
            }
        }
        return pictures
    }

    /// The flags as the fields of the API.
    private func members() throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        func set(_ name: String, _ value: JSONValue?) { members[name] = value }
        for (name, text) in [
            ("errorCorrection", errorCorrection), ("color", color), ("background", background), ("pattern", pattern),
            ("eyeFrame", eyeFrame), ("eyeCenter", eyeCenter), ("eyeFrameColor", eyeFrameColor),
            ("eyeCenterColor", eyeCenterColor), ("eyeOutline", eyeOutline), ("shape", shape), ("ink", ink),
            ("symbology", symbology),
        ] { set(name, text.map(JSONValue.string)) }
        for (name, whole) in [
            ("version", symbolVersion), ("mask", mask), ("size", size), ("dpi", dpi), ("margin", margin),
        ] { set(name, whole.map(JSONValue.integer)) }
        for (name, number) in [("sizeInches", inches), ("logoRatio", logoRatio), ("logoMargin", logoMargin)] {
            set(name, number.map(JSONValue.number))
        }
        set("logo", try logo.map { try Self.file($0, flag: "logo") })
        set("backgroundImage", try backgroundImage.map { try Self.file($0, flag: "background-image") })
        if logoOver { set("logoClearZone", .bool(false)) }
        if allowUnscannable { set("allowUnscannable", .bool(true)) }
        for (name, colors) in gradients { set(name, gradientField(colors)) }
        set("frame", frameField)
        return members
    }

    private func gradientField(_ colors: String) -> JSONValue {
        let names = colors.split(separator: ",", omittingEmptySubsequences: false).prefix(17)
        let stops = names.enumerated().map { index, name -> JSONValue in
            let offset = Double(index) / Double(max(1, names.count - 1))
            return .object(["offset": .number(offset), "color": .string(name.trimmingCharacters(in: .whitespaces))])
        }
        return .object([
            "type": .string(gradientType ?? "linear"), "rotation": .number((gradientRotation ?? 0) * .pi / 180),
            "colorStops": .array(stops),
        ])
    }

    private var frameField: JSONValue? {
        var members: [String: JSONValue] = [:]
        for (name, text) in [("style", frame), ("color", frameColor), ("label", frameLabel)] {
            members[name] = text.map(JSONValue.string)
        }
        return members.isEmpty ? nil : .object(members)
    }

    /// A picture of the disk as the API would be given it.
    private static func file(_ path: String, flag: String) throws -> JSONValue {
        if path.lowercased().hasPrefix("data:") { return .string(path) }
        if path.contains("://") {
            throw CommandFailure(
                "--\(flag) is a URL; allowed: a file or a data: URI.", status: CommandFailure.usage, )
        }
        do {
            let bytes = try Data(contentsOf: URL(filePath: path))
            return .string("data:application/octet-stream;base64,\(bytes.base64EncodedString())")
        } catch {
            throw CommandFailure("--\(flag) \(path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// A fault under the name of its flag: `eyeFrame` is `--eye-frame`, and so is `frame.style` `--frame`.
    private static func sentence(_ fault: FieldFault) -> String {
        let field = fault.pointer.dropFirst().split(separator: "/").joined(separator: ".")
        let name = "--" + flag(field)
        return fault.detail.hasPrefix(field) ? name + fault.detail.dropFirst(field.count) : "\(name): \(fault.detail)"
    }

    private static func flag(_ field: String) -> String {
        let flags = [
            "frame.style": "frame", "frame.color": "frame-color", "frame.label": "frame-label",
            "logoClearZone": "logo-over",
        ]
        if let flag = flags[field] { return flag }
        return field.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
    }
}
