// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import QRRender
import Styling

/// Draws pictures and answers with them.
struct ImageResponse: Sendable {
    let images: RenderCache
    let pictures: PictureLibrary
    let quota: RenderQuota
    let limiter: RateLimiter

    /// Counts what a picture costs, before it is drawn.
    /// - Throws: ``CodeError/rateLimited(_:)``.
    func count(_ text: StyledText, as format: ImageFormat, in call: Call, by caller: Principal) throws {
        call.context.rates.note(try limiter.countRender(text.cost(as: format), by: caller))
    }

    /// The picture, from the cache or drawn now, whatever the plan of its account is: for what was allowed before.
    ///
    /// `base` is the JSON Pointer of the object that the fields stood in: a refusal becomes a problem that points there.
    func draw(
        _ text: StyledText,
        as format: ImageFormat,
        for account: AccountID,
        base: String,
    ) async throws -> CachedImage {
        let logos = try await pictures.pictures(for: text.draft, of: account, at: base)
        do throws(RenderError) {
            return try await images.image(for: text.request(as: format, pictures: logos))
        } catch {
            throw Problem(error, at: base)
        }
    }

    /// The picture, where the caller's plan allows it.
    func draw(
        _ text: StyledText,
        as format: ImageFormat,
        for caller: Principal,
        base: String,
    ) async throws -> CachedImage {
        try text.draft.check(against: caller.plan, named: caller.account.plan, at: base)
        return try await draw(text, as: format, for: caller.account.id, base: base)
    }

    /// How surely a picture would scan, where the caller's plan allows it; it is not made.
    func report(
        on text: StyledText,
        as format: ImageFormat,
        for caller: Principal,
    ) async throws -> ScanReport? {
        try text.draft.check(against: caller.plan, named: caller.account.plan)
        let logos = try await pictures.pictures(for: text.draft, of: caller.account.id, at: "")
        do throws(RenderError) {
            return try await images.report(on: text.request(as: format, pictures: logos))
        } catch {
            throw Problem(error, at: "")
        }
    }

    /// The picture of a request whose fields were read, where the caller's plan allows it.
    func draw(_ wanted: StaticRequest, as format: ImageFormat, for caller: Principal) async throws -> CachedImage {
        if let fault = wanted.draft.strayInk(as: format, at: wanted.base) { throw CodeError.invalid([fault]) }
        return try await draw(wanted.text, as: format, for: caller, base: wanted.base)
    }

    /// Counts one picture that was drawn for a caller.
    func charge(_ caller: Principal) async throws {
        try await quota.charge(1, to: caller.account, on: caller.plan)
    }

    /// An answer that is the picture's bytes, counted against the caller's plan where there is a caller; 304, which costs
    /// nothing, where the caller has them.
    ///
    /// `name` is the file's name without its ending, and has characters of ids only: it stands in a header.
    func response(
        _ cached: CachedImage,
        to request: Request,
        by caller: Principal?,
        name: String,
        cacheControl: String,
    ) async throws -> Response {
        let format = cached.image.format
        var headers: HTTPFields = [
            .eTag: cached.entityTag,
            .cacheControl: cacheControl,
            .contentSecurityPolicy: SecurityHeaders.picturePolicy,
            .renderCache: cached.outcome.rawValue,
        ]
        if let report = cached.image.scanReport { headers[.scanGrade] = report.grade.rawValue }
        if let known = request.headers[.ifNoneMatch], EntityTags(known).contains(cached.entityTag) {
            return .empty(.notModified, headers: headers)
        }
        if let caller, request.method != .head { try await charge(caller) }
        headers[.contentType] = format.mediaType
        headers[.contentDisposition] = "inline; filename=\"\(name).\(format.fileExtension)\""
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: cached.image.bytes)), )
    }
}
