// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore

/// `GET /api/qr/codes/export`: all codes of the account as CSV or NDJSON, sent while it is written.
struct ExportCodes: KeyedEndpoint {
    static let scope = Scope.read

    let codes: CodeLibrary
    let object: CodeObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request)
        let asked: CodeExport.Format? = fields.choice("format")
        try fields.finish()
        let accepted = call.request.headers[values: .accept].joined(separator: ",").lowercased()
        let format = asked ?? (accepted.contains("ndjson") ? .ndjson : .csv)
        let headers: HTTPFields = [
            .contentType: format.mediaType,
            .contentDisposition: "attachment; filename=\"codes.\(format.rawValue)\"",
        ]
        guard call.request.method != .head else { return Response(status: .ok, headers: headers) }
        let export = CodeExport(codes: codes, object: object)
        let body = ResponseBody { writer in
            try await export.write(codesOf: caller.account, as: format) { piece, _, _ in
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
