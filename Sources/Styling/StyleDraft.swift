// SPDX-License-Identifier: Apache-2.0

package import Codes
import QREncoder
package import QRRender

/// What styling fields say, put together field by field, before pictures are at hand.
package struct StyleDraft: Sendable {
    var margin = StyleSlot<Int>()
    var foreground = StyleSlot<Color>()
    var foregroundGradient = StyleSlot<Gradient>()
    var background = StyleSlot<Color>()
    var backgroundGradient = StyleSlot<Gradient>()
    var symbology = StyleSlot<Symbology>()
    var pattern = StyleSlot<ModulePattern>()
    var eyeFrame = StyleSlot<EyeStyle.Frame>()
    var eyeFrameColor = StyleSlot<Color>()
    var eyeFrameGradient = StyleSlot<Gradient>()
    var eyeCenter = StyleSlot<EyeStyle.Center>()
    var eyeCenterColor = StyleSlot<Color>()
    var eyeCenterGradient = StyleSlot<Gradient>()
    var eyeOutline = StyleSlot<Color>()
    var silhouette = StyleSlot<Silhouette>()
    var logo = StyleSlot<PictureSource>()
    var logoRatio = StyleSlot<Double>()
    var logoCoverage = StyleSlot<Double>()
    var logoMargin = StyleSlot<Double>()
    var logoMarginPixels = StyleSlot<Double>()
    var clearsLogoModules = StyleSlot<Bool>()
    var backgroundPicture = StyleSlot<PictureSource>()
    var frameShape = StyleSlot<LabelFrame.Shape>()
    var frameColor = StyleSlot<Color>()
    var frameLabel = StyleSlot<String>()
    var errorCorrection = StyleSlot<ErrorCorrection>()
    var version = StyleSlot<Int>()
    var mask = StyleSlot<Int>()
    var pixels = StyleSlot<Int>()
    var inches = StyleSlot<Double>()
    var dpi = StyleSlot<Int>()
    var ink = StyleSlot<PrintInk>()
    var allowsUnscannable = StyleSlot<Bool>()

    /// An empty draft: everything is as it is by default.
    package init() {}

    /// Reads styling fields by ``StyleField/all``; `null` says nothing.
    ///
    /// - Parameters:
    ///   - members: the fields.
    ///   - base: what the pointers of faults begin with.
    /// - Returns: everything that is wrong; the draft has the rest.
    package mutating func read(_ members: [String: JSONValue], at base: String) -> [FieldFault] {
        var faults: [FieldFault] = []
        for field in StyleField.all {
            guard let value = members[path: field.path], value != .null else { continue }
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
    ///
    /// - Parameters:
    ///   - pixels: the pixels of one side; nil to leave the size.
    ///   - dpi: the resolution; nil to leave it.
    package mutating func override(pixels: Int?, dpi: Int?) {
        if let pixels {
            inches = StyleSlot()
            self.pixels = StyleSlot(pixels)
        }
        if let dpi { self.dpi = StyleSlot(dpi) }
    }

    /// Lets a picture that cannot be scanned be drawn all the same.
    package mutating func allowUnscannable() { allowsUnscannable = StyleSlot(true) }

    /// The pictures that the style needs, each with the field that named it.
    package var pictureSources: [(field: String, source: PictureSource)] {
        [logo, backgroundPicture].compactMap { slot in slot.value.map { (slot.name, $0) } }
    }

    /// The inks of PDF and EPS.
    package var printInk: PrintInk { ink.value ?? .rgb }

    /// Whether a picture that cannot be scanned is wanted all the same.
    package var wantsUnscannable: Bool { allowsUnscannable.value ?? false }

}

extension [String: JSONValue] {
    /// The value at a path of at most two names.
    fileprivate subscript(path path: [String]) -> JSONValue? {
        path.count == 2 ? self[path[0]]?.members?[path[1]] : self[path[0]]
    }
}
