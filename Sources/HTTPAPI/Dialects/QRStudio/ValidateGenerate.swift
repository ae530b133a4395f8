// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import QREncoder
import QRRender
import Styling

/// `POST /api/v1/validate/`: a dry run of a GenerateRequest, or of the fields of `/api/qr/static`, that costs nothing and
/// answers with the scan report.
struct ValidateGenerate: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let body: StudioBody
    let images: ImageResponse
    let object: StudioObject
    let hosts: OwnHosts

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let trial = try await trial(of: body.fields(call))
        var draft = trial.draft
        // What could not be scanned is told of here, not refused.
        draft.allowUnscannable()
        let text = StyledText(trial.text, draft)
        try images.count(text, as: trial.format, in: call, by: caller)
        let picture: RenderedImage
        do {
            picture = try await images.draw(text, as: trial.format, for: caller, base: "").image
        } catch {
            throw StudioRefusal.worded(error, by: trial.request)
        }
        return try Self.response(picture, of: trial)
    }

    private func trial(of fields: StudioBody.Fields) throws(CodeError) -> Trial {
        if let trial = try Trial(native: fields.members) { return trial }
        let request = try GenerateRequest(fields.members, logoName: fields.logoName, refusing: hosts)
        switch request.content {
        case .fixed(let payload): return Trial(request, text: payload.text)
        case .dynamic: return Trial(request, text: object.publicURL(of: nil))
        }
    }

    private static func response(_ picture: RenderedImage, of trial: Trial) throws -> Response {
        let size = try trial.draft.size()
        return .json { writer in
            writer.member("valid", picture.scanReport?.isScannable != false || trial.draft.wantsUnscannable)
            writer.member("data_type", trial.dataType)
            writer.member("format", trial.format.rawValue)
            writer.member("pixels", size.pixels)
            writer.member("dpi", size.dpi ?? ImageSize.defaultDPI)
            writer.member("version", picture.version)
            writer.member("error_correction", String(picture.errorCorrection.letter))
            writer.member("warnings", trial.warnings)
            if let report = picture.scanReport {
                writer.member("scanReport") { ScanReportObject.write(report, to: &$0) }
            }
        }
    }
}

/// What a dry run draws.
private struct Trial {
    let text: String
    let dataType: String
    let format: ImageFormat
    let draft: StyleDraft
    let warnings: [String]
    /// The request, whose names faults have; nil where the fields are native.
    let request: GenerateRequest?

    private static let studioNames = GenerateFields.all.union(["data", "data_type", "payload", "format"])
    private static let nativeNames = Set(StyleField.topLevelNames).union(["style", "dataType", "returnType"])

    /// What a GenerateRequest asks for.
    init(_ request: GenerateRequest, text: String) {
        (self.text, self.request) = (text, request)
        (dataType, format) = (request.dataType, request.format)
        (draft, warnings) = (request.draft, request.warnings)
    }

    /// What native fields ask for.
    /// - Returns: nil where none of the fields is native alone, or some are QRStudio's alone: that API ignores the others.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault.
    init?(native members: [String: JSONValue]) throws(CodeError) {
        let names = members.filter { $0.value != .null }.keys
        let own = names.filter { Self.nativeNames.contains($0) && !Self.studioNames.contains($0) }.sorted()
        guard !own.isEmpty, names.allSatisfy({ own.contains($0) || !Self.isStudioAlone($0) }) else { return nil }
        let wanted = try StaticRequest(members, at: "")
        format = wanted.format ?? .png
        if let fault = wanted.draft.strayInk(as: format, at: "") { throw .invalid([fault]) }
        (text, dataType, draft) = (wanted.payload.text, wanted.payload.type.rawValue, wanted.draft)
        let listed = own.prefix(20).joined(separator: ", ")
        warnings = ["read as fields of /api/qr/static; /api/v1/generate/ would ignore \(listed)"]
        request = nil
    }

    private static func isStudioAlone(_ name: String) -> Bool {
        studioNames.contains(name) && !nativeNames.contains(name) && name != "data" && name != "format"
    }
}
