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

    /// Measures a style on the picture of a code, which is not made.
    ///
    /// - Parameters:
    ///   - settings: the code's style and format.
    ///   - id: the code's id; where it is still to be made, one of the usual length is taken.
    ///   - caller: whose plan has to allow it.
    /// - Returns: how surely it scans; nil for the plain style, which needs no proof, and for small symbols.
    /// - Throws: a problem that points to the field, where the picture cannot be drawn, scanned or had on the plan.
    func report(on settings: CodeSettings, of id: CodeID?, for caller: Principal) async throws -> ScanReport? {
        guard !settings.style.isEmpty else { return nil }
        var draft = StyleDraft()
        // Its faults were found by the rules.
        _ = draft.read(settings.style, at: "")
        let text = object.redirectURL(ofID: id?.text ?? String(repeating: "a", count: CodeID.generatedLength))
        let format = ImageFormat(name: settings.imageFormat) ?? .png
        return try await images.report(on: StyledText(text, draft), as: format, for: caller)
    }

    /// Proves a style by itself.
    func check(_ style: [String: JSONValue], for caller: Principal) async throws {
        _ = try await report(on: CodeSettings(imageFormat: "svg", style: style), of: nil, for: caller)
    }

    /// Measures the style that an edit gives a code; faults are left to the edit itself.
    /// - Returns: how surely it scans; nil where the edit leaves the looks as they are.
    /// - Throws: as above.
    func report(on edit: CodeEdit, of code: Code, for caller: Principal) async throws -> ScanReport? {
        guard edit.touchesLook, let edited = try? edit.apply(to: code) else { return nil }
        return try await report(on: edited.settings, of: code.id, for: caller)
    }
}
