// SPDX-License-Identifier: Apache-2.0

package import Codes
import QREncoder
package import QRRender

/// The rules of styling, as far as the renderer can draw what they allow.
package struct NativeStyleRules: StyleRules {
    /// The formats in which pictures are served; text formats are for terminals.
    package static let formats: [ImageFormat] = [.png, .svg, .pdf, .eps, .webp, .jpg]

    private let redirects: String

    /// Makes the rules.
    /// - Parameter publicURL: the address at which scans are answered, without a slash at the end; symbols hold it.
    package init(publicURL: String) { redirects = publicURL + "/r/" }

    /// The names of the formats, the default first.
    package var imageFormats: [String] { Self.formats.map(\.rawValue) }

    /// The names of all fields that stand by themselves.
    package var fieldNames: [String] { StyleField.topLevelNames }

    /// Everything that is wrong with a set of styling fields; pointers begin with `base`.
    package func faults(in style: [String: JSONValue], at base: String) -> [FieldFault] {
        var draft = StyleDraft()
        let faults = draft.read(style, at: base) + draft.strays(at: base)
        return faults.isEmpty ? drawingFaults(draft, at: base) : faults
    }

    /// Fields can be fine one by one and still leave no room for the symbol.
    ///
    /// Said when the code is made or edited, and not when its picture is first asked for; tried with an id of the usual
    /// length. Pictures and what scans are another matter: a proof that draws them.
    private func drawingFaults(_ draft: StyleDraft, at base: String) -> [FieldFault] {
        let isUsual = draft.symbology.value == nil || draft.symbology.value == .qr
        guard !isUsual || draft.version.value != nil || draft.pixels.value != nil || draft.inches.value != nil else {
            return []
        }
        let text = redirects + String(repeating: "a", count: CodeID.generatedLength)
        do {
            let least = try Renderer.modules(of: text, in: draft.style(pictures: [:]))
            guard let pixels = try draft.size().pixels, pixels < least else { return [] }
            throw RenderError.sizeTooSmall(pixels: pixels, least: least)
        } catch RenderError.content(let error) {
            // A version that was chosen is at fault before the kind of symbol is.
            return [FieldFault("\(base)/\(draft.version.value == nil ? "symbology" : "version")", error.description)]
        } catch let error as RenderError {
            return [FieldFault("\(base)/\(error.field)", error.description)]
        } catch {
            return [FieldFault("\(base)/size", "\(error)")]
        }
    }
}
