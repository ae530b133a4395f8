// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import QRRender
import Store
import Styling

/// `POST /api/qr/generate`: one row, answered with its picture.
///
/// A static row is answered with a JSON string, as in the result of a bulk job, or with the bytes where `Accept` asks for
/// a picture; a dynamic row with the code, its picture and its scan report.
struct GenerateOne: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creatingAtTimes
    static let drawsAgain = true

    let body: JSONBody
    let codes: CodeLibrary
    let rows: RowWorker
    let images: ImageResponse

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await body.members(call)
        let fields = RowFields(members, .generate)
        try Self.check(fields, members)
        do {
            guard fields.isDynamic else { return try await drawn(fields, call, caller, chargedTo: caller) }
            try images.limiter.countCreation(in: call, by: caller)
            return try await made(fields, for: caller)
        } catch {
            throw fields.renamed(error)
        }
    }

    /// The published status of what is out of range is 400.
    private static func check(_ fields: RowFields, _ members: [String: JSONValue]) throws(Problem) {
        do throws(CodeError) {
            try fields.check(members, .generate)
        } catch {
            let problem = Problem(error)
            throw Problem(.outOfRange, problem.detail, faults: problem.faults)
        }
    }

    /// The code is stored only when its pictures were drawn once: a style that cannot be drawn leaves nothing.
    private func made(_ fields: RowFields, for caller: Principal) async throws -> Response {
        let account = caller.account
        let draft = try await rows.codeDraft(of: fields, for: account)
        let pictures = try await rows.draw(codes.draft(draft, for: account)).count
        let charge = images.quota.charge(of: pictures, to: account, on: caller.plan)
        let code = try await codes.create(draft, for: account, charging: charge)
        return try await answer(with: code, fields)
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        let fields = RowFields(try await body.members(call), .generate)
        guard fields.isDynamic else { return try await drawn(fields, call, caller, chargedTo: nil) }
        return try await answer(with: codes.code(made, of: caller.account), fields)
    }

    private func answer(with code: Code, _ fields: RowFields) async throws -> Response {
        let entry = try await rows.entry(of: code, uid: fields.uid ?? .string(code.id.text))
        let location = "/api/qr/codes/\(code.id)"
        return Self.json(entry, headers: [.location: location])
    }

    /// A static row; it costs nothing where it is charged to nobody.
    private func drawn(
        _ fields: RowFields,
        _ call: Call,
        _ caller: Principal,
        chargedTo payer: Principal?,
    ) async throws -> Response {
        let wanted = try StaticRequest(fields.native, at: "")
        try images.count(wanted.text, as: wanted.format ?? .png, in: call, by: caller)
        let picture = try await rows.drawFixed(fields, for: caller.account)
        if AcceptedImage(call.request.headers[.accept]).isPreferred {
            return try await images.response(
                picture, to: call.request, by: payer, name: "qr", cacheControl: "no-store", )
        }
        if let payer { try await images.charge(payer) }
        let entry = RowEntry.picture(picture.image, uid: .null)
        // The published answer is a string, which has no place for a report.
        var headers: HTTPFields = [.renderCache: picture.outcome.rawValue]
        if let report = picture.image.scanReport { headers[.scanGrade] = report.grade.rawValue }
        return Self.json(entry, headers: headers)
    }

    private static func json(_ entry: BulkEntry, headers: HTTPFields) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: entry.json)))
    }
}
