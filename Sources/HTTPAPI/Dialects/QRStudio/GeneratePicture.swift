// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import QRRender
import Store
import Styling

/// `POST /api/v1/generate/`: a GenerateRequest, answered with the bytes of its picture.
///
/// A dynamic one makes a code, which is stored together with the count of the render once the picture is drawn.
struct GeneratePicture: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creatingAtTimes
    static let drawsAgain = true

    let body: StudioBody
    let items: StudioItems
    let images: RenderCache
    let batch: CodeBatch
    let limiter: RateLimiter
    let object: StudioObject
    let hosts: OwnHosts

    /// As for any code: a made id is never taken twice in a row.
    private static let idAttempts = 8

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let request = try await body.request(call, refusing: hosts)
        do {
            let item = try await items.item(of: request, for: caller)
            if item.draft != nil { try limiter.countCreation(in: call, by: caller) }
            try count(request, in: call, by: caller)
            try await batch.checkQuota(for: 1, of: caller)
            try await batch.checkRoom(for: item.draft == nil ? 0 : 1, of: caller)
            for _ in 0..<Self.idAttempts {
                if let response = try await made(item, for: caller) { return response }
            }
            throw Problem(.storeUnavailable, "no free id was found; try again", headers: [.retryAfter: "1"])
        } catch {
            throw StudioRefusal.worded(error, by: request)
        }
    }

    /// The picture once more, with the id of the code that was made; a logo that is gone, or a plan that was changed since,
    /// leaves nothing to draw.
    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        let request = try await body.request(call, refusing: hosts)
        try count(request, in: call, by: caller)
        do {
            let items = [try await items.item(of: request, for: caller)].named(made?.codeIDs ?? [])
            guard let item = items?.first else { throw Problem.answerLost(made) }
            let drawn = try await drawn(item, for: caller)
            return response(drawn, drawn.code, for: caller, remaining: try await batch.remaining(of: caller))
        } catch {
            guard StudioRefusal.faults(of: StudioRefusal.worded(error, by: request)) != nil else { throw error }
            throw Problem.answerLost(made)
        }
    }

    private func count(_ request: GenerateRequest, in call: Call, by caller: Principal) throws {
        call.context.rates.note(try limiter.countRender(request.cost, by: caller))
    }

    /// - Returns: nil where the made id is taken.
    private func made(_ item: StudioItem, for caller: Principal) async throws -> Response? {
        let drawn = try await drawn(item, for: caller)
        let codes = drawn.code.map { [$0] } ?? []
        guard case .stored(let stored, let remaining) = try await batch.commit(codes, renders: 1, for: caller) else {
            return nil
        }
        return response(drawn, stored.first, for: caller, remaining: remaining)
    }

    private struct Drawn {
        let code: Code?
        let picture: CachedImage
        /// How long drawing took.
        let milliseconds: Int
    }

    private func drawn(_ item: StudioItem, for caller: Principal) async throws -> Drawn {
        let item = try await items.identified(item, for: caller)
        let start = ContinuousClock.now
        let picture = try await images.image(for: item.rendering(by: object))
        let took = picture.outcome == .hit ? 0 : Int((.now - start) / .milliseconds(1))
        return Drawn(code: item.code, picture: picture, milliseconds: took)
    }

    private func response(_ drawn: Drawn, _ code: Code?, for caller: Principal, remaining: Int?) -> Response {
        let picture = drawn.picture
        var headers = StudioHeaders.fields(for: caller, remaining: remaining)
        headers[.renderCache] = picture.outcome.rawValue
        if let report = picture.image.scanReport { headers[.scanGrade] = report.grade.rawValue }
        headers[.studioDuration] = String(drawn.milliseconds)
        headers[.contentType] = picture.image.format.mediaType
        headers[.contentSecurityPolicy] = SecurityHeaders.picturePolicy
        headers[.eTag] = picture.entityTag
        headers[.cacheControl] = "no-store"
        if let code {
            headers[.studioShortID] = code.id.text
            headers[.studioPublicURL] = object.publicURL(of: code)
            headers[.location] = "/api/v1/dynamic/\(code.id)/"
        }
        let name = code?.id.text ?? "qr"
        headers[.contentDisposition] = "inline; filename=\"\(name).\(picture.image.format.fileExtension)\""
        let bytes = ByteBuffer(bytes: picture.image.bytes)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}
