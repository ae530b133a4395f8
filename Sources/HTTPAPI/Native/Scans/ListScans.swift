// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Store

/// `GET /api/qr/codes/{id}/scans` and `GET /api/qr/scans`: scans one by one, as pages of JSON or as one file of all.
struct ListScans: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    /// Whose scans are asked for.
    enum Breadth {
        case oneCode
        case allCodes
    }

    let breadth: Breadth
    let scans: any RecordedScanStore
    /// Knows which codes and tags the account has.
    let names: any ScanStore
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let question = try ScanQuestion(call.request, breadth, of: caller.account.id)
        guard let subject = subject(of: call) else { throw Problem.noSuchCode }
        try await question.selection.subject.checkNames(in: names, of: caller.account.id)
        if let format = question.form.file, !question.isPage {
            return try await file(question, format, subject, call.request, caller.account.id)
        }
        guard let page = try await subject.page(question.query, in: scans, of: caller.account.id) else {
            throw Problem.noSuchCode
        }
        return response(page, question, subject, call.request, caller.account.id)
    }

    private func subject(of call: Call) -> RecordedScanSubject? {
        switch breadth {
        case .oneCode: CodeID(reference: call.id).map(RecordedScanSubject.code)
        case .allCodes: .account
        }
    }

    private func response(
        _ page: RecordedScanPage,
        _ question: ScanQuestion,
        _ subject: RecordedScanSubject,
        _ request: Request,
        _ account: AccountID,
    ) -> Response {
        let next = page.next.map { ScanCursor.text($0, ascending: question.query.isAscending, of: account) }
        var headers: HTTPFields = [:]
        if let next {
            headers[.link] = PageLink.next(request, cursor: next)
            headers[.nextCursor] = next
        }
        if let format = question.form.file {
            headers.append(contentsOf: Self.headers(of: format, subject, question))
            let bytes = ScanExport.bytes(of: page.scans, as: format)
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        return .json(headers: headers) { writer in
            writer.member("data", page.scans) { writer, scan in
                writer.object { RecordedScanObject(scan: scan).write(to: &$0) }
            }
            writer.member("pagination") { writer in
                writer.member("limit", question.query.limit)
                writer.member("cursor", question.cursor)
                writer.member("nextCursor", next)
            }
        }
    }

    /// A file, sent while it is written: the writer waits for the socket, so that a slow reader holds nothing up in memory.
    private func file(
        _ question: ScanQuestion,
        _ format: RowFormat,
        _ subject: RecordedScanSubject,
        _ request: Request,
        _ account: AccountID,
    ) async throws -> Response {
        let export = ScanExport(of: subject, in: account, from: scans)
        guard try await export.isPossible() else { throw Problem.noSuchCode }
        let query = question.selection.fileQuery(now: clock())
        let headers = Self.headers(of: format, subject, question)
        guard request.method != .head else { return Response(status: .ok, headers: headers) }
        let body = ResponseBody { writer in
            try await export.write(query, as: format) { piece, _ in
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    private static func headers(
        of format: RowFormat,
        _ subject: RecordedScanSubject,
        _ question: ScanQuestion,
    ) -> HTTPFields {
        [
            .contentType: format.mediaType,
            .contentDisposition: "attachment; filename=\"\(name(subject, question)).\(format.rawValue)\"",
        ]
    }

    /// The name of a file: whose scans, and the days of the range in UTC as far as it is bounded.
    private static func name(_ subject: RecordedScanSubject, _ question: ScanQuestion) -> String {
        let from = question.query.from.map { "-from-\($0.iso8601.prefix(10))" } ?? ""
        let last = question.query.to.map { Timestamp(milliseconds: $0.milliseconds - 1) }
        let to = last.map { "-to-\($0.iso8601.prefix(10))" } ?? ""
        return subject.fileName + from + to
    }
}

extension HTTPField.Name {
    /// Where the next page begins, for forms that have no place for it.
    static let nextCursor = HTTPField.Name("X-Next-Cursor") ?? .link
}
