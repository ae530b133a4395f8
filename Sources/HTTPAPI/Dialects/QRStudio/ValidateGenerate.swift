// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import QREncoder
import QRRender
import Styling

/// `POST /api/v1/validate/`: a dry run of a GenerateRequest that costs nothing and answers with the scan report.
struct ValidateGenerate: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let body: StudioBody
    let images: ImageResponse
    let object: StudioObject
    let hosts: OwnHosts

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let request = try await body.request(call, refusing: hosts)
        var draft = request.draft
        // What could not be scanned is told of here, not refused.
        draft.allowUnscannable()
        let text = StyledText(text(of: request.content), draft)
        try images.count(text, as: request.format, in: call, by: caller)
        let picture: RenderedImage
        do {
            picture = try await images.draw(text, as: request.format, for: caller, base: "").image
        } catch {
            throw StudioRefusal.worded(error, by: request)
        }
        let size = try draft.size()
        return .json { writer in
            writer.member("valid", picture.scanReport?.isScannable != false || request.draft.wantsUnscannable)
            writer.member("data_type", request.dataType)
            writer.member("format", request.format.rawValue)
            writer.member("pixels", size.pixels ?? 0)
            writer.member("dpi", size.dpi ?? ImageSize.defaultDPI)
            writer.member("version", picture.version)
            writer.member("error_correction", String(picture.errorCorrection.letter))
            writer.member("warnings", request.warnings)
            if let report = picture.scanReport {
                writer.member("scanReport") { ScanReportObject.write(report, to: &$0) }
            }
        }
    }

    private func text(of content: GenerateRequest.Content) -> String {
        switch content {
        case .fixed(let payload): payload.text
        case .dynamic: object.publicURL(of: nil)
        }
    }
}
