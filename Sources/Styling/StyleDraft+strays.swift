// SPDX-License-Identifier: Apache-2.0

package import Codes
package import QRRender

extension StyleDraft {
    /// Fields that say how a part looks which is not asked for, such as the color of no frame.
    ///
    /// A misspelt or forgotten part would be printed without it. The options of the open vocabulary are none of them:
    /// its programs send all of them, picture or not.
    ///
    /// - Parameter base: what the pointers of the faults begin with.
    /// - Returns: a fault for each such field.
    package func strays(at base: String) -> [FieldFault] {
        var names: [(name: String, part: String)] = []
        if frameShape.value == nil, frameLabel.value == nil, frameColor.value != nil {
            names.append((frameColor.name, "a frame"))
        }
        if logo.value == nil {
            let fields = [logoRatio.name, logoMargin.name, clearsLogoModules.name]
            names += fields.filter { StyleField.isNative($0) }.map { ($0, "a logo") }
        }
        return names.map { name, part in
            let path = name.split(separator: ".").joined(separator: "/")
            return FieldFault("\(base)/\(path)", "\(name) is for \(part), and none is asked for")
        }
    }

    /// The fault of inks for a picture that has none; a stored style is for all formats, and has none.
    ///
    /// - Parameters:
    ///   - format: the format of the picture.
    ///   - base: what the pointer of the fault begins with.
    /// - Returns: the fault; nil where the format has inks, or none are asked for.
    package func strayInk(as format: ImageFormat, at base: String) -> FieldFault? {
        guard printInk != .rgb, format != .pdf, format != .eps else { return nil }
        return FieldFault("\(base)/ink", "ink is for pdf and eps, and the format is \(format.rawValue)")
    }
}
