// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Styling

/// `GET /api/qr/codes/export`: all codes of the account as CSV or NDJSON, sent while it is written.
///
/// With `complete=true` it is NDJSON that holds what codes do not show too, for keys that may do everything: from the
/// hash of a password it can be guessed at without the server.
struct ExportCodes: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: CodeObject
    let pictures: PictureLibrary

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["complete": .flag])
        let asked: RowFormat? = fields.choice("format")
        let isComplete = fields.bool("complete") ?? false
        if isComplete, asked == .csv { fields.fault("format", "a complete export is ndjson; leave format out") }
        try fields.finish()
        let accepted = call.request.headers[values: .accept].joined(separator: ",").lowercased()
        let format = asked ?? (isComplete || accepted.contains("ndjson") ? .ndjson : .csv)
        guard !isComplete || caller.key.scopes.contains(.admin) else {
            throw Problem(.scopeMissing, "a complete export needs a key with the scope admin")
        }
        let headers: HTTPFields = [
            .contentType: format.mediaType,
            .contentDisposition: "attachment; filename=\"codes.\(format.rawValue)\"",
        ]
        guard call.request.method != .head else { return Response(status: .ok, headers: headers) }
        let export = CodeExport(codes: codes, object: object, secretsAnd: isComplete ? pictures : nil)
        let body = ResponseBody { writer in
            try await export.write(codesOf: caller.account, as: format) { piece, _, _ in
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
