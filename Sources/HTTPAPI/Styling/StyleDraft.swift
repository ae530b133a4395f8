// SPDX-License-Identifier: Apache-2.0

import Codes
import QREncoder
import QRRender

/// What styling fields say, put together field by field.
struct StyleDraft: Sendable {
    var margin = StyleSlot<Int>()
    var foreground = StyleSlot<Color>()
    var background = StyleSlot<Color>()
    var errorCorrection = StyleSlot<ErrorCorrection>()
    var version = StyleSlot<Int>()
    var mask = StyleSlot<Int>()
    var pixels = StyleSlot<Int>()
    var inches = StyleSlot<Double>()
    var dpi = StyleSlot<Int>()

    /// Reads styling fields by ``StyleField/all``; `null` says nothing.
    /// - Returns: everything that is wrong, pointers beginning with `base`; the draft has the rest.
    mutating func read(_ members: [String: JSONValue], at base: String) -> [FieldFault] {
        var faults: [FieldFault] = []
        var known: Set<String> = []
        for field in StyleField.all {
            known.insert(field.path[0])
            guard let value = members[field.path], value != .null else { continue }
            do throws(StyleRefusal) {
                try field.take(&self, value, field.name)
            } catch {
                faults.append(
                    FieldFault("\(base)/\(field.path.joined(separator: "/"))", error.detail, kind: error.kind))
            }
        }
        faults += StyleField.strangers(in: members, at: base)
        if pixels.value != nil, inches.value != nil {
            faults.append(FieldFault("\(base)/size", "a size is given in pixels and in inches; give one of them"))
        }
        return faults
    }

    /// Replaces the size, whatever it was said in, and the resolution.
    mutating func override(pixels: Int?, dpi: Int?) {
        if let pixels {
            inches = StyleSlot()
            self.pixels = StyleSlot(pixels)
        }
        if let dpi { self.dpi = StyleSlot(dpi) }
    }

    /// The style.
    func style() throws(StyleError) -> Style {
        try Style(
            margin: margin.value ?? Style.standard.margin,
            foreground: foreground.value.map(Paint.solid) ?? Style.standard.foreground,
            background: background.value.map(Paint.solid) ?? Style.standard.background,
            errorCorrection: errorCorrection.value,
            version: version.value,
            mask: mask.value,
        )
    }

    /// The size; without any, what suits the symbol.
    func size() throws(RenderError) -> ImageSize {
        if let inches = inches.value { return try .inches(inches, dpi: dpi.value ?? ImageSize.defaultDPI) }
        if let pixels = pixels.value { return try .pixels(pixels, dpi: dpi.value) }
        return try dpi.value.map { dpi throws(RenderError) in try ImageSize.automatic.at(dpi: dpi) } ?? .automatic
    }
}

extension [String: JSONValue] {
    /// The value at a path of at most two names.
    fileprivate subscript(path: [String]) -> JSONValue? {
        path.count == 2 ? self[path[0]]?.members?[path[1]] : self[path[0]]
    }
}
