// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import QRRender
import Styling

/// Refuses a style whose picture could not be scanned or is not in the plan, when the code is made or edited: later it
/// may be printed already.
struct ScanProof: Sendable {
    let images: ImageResponse
    let object: CodeObject

    /// Tries a style with an id of the usual length.
    ///
    /// Tried as an SVG, whose bytes cost the least beside the report.
    func check(_ style: [String: JSONValue], for caller: Principal) async throws {
        guard !style.isEmpty else { return }
        var draft = StyleDraft()
        // Its faults were found by the rules.
        _ = draft.read(style, at: "")
        let text = object.redirectURL(ofID: String(repeating: "a", count: CodeID.generatedLength))
        _ = try await images.draw(StyledText(text, draft), as: .svg, for: caller, base: "")
    }

    /// Tries the style that an edit gives a code; faults are left to the edit itself.
    func check(_ edit: CodeEdit, of code: Code, for caller: Principal) async throws {
        guard edit.touchesLook, let edited = try? edit.apply(to: code) else { return }
        try await check(edited.settings.style, for: caller)
    }
}
