// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import NIOCore

/// Whose words a problem is told in: each published API has a body of its own for errors.
enum Dialect {
    /// problem+json.
    case native
    /// `{"detail": …}`, or `{field: message}` for faults of fields.
    case qrstudio
    /// `{statusCode, error, message[, retryAfter]}`.
    case qrius

    /// The dialect of a path.
    init(path: String) {
        if path.hasPrefix("/api/v1/") {
            self = .qrstudio
        } else {
            self = path == "/qr" || path.hasPrefix("/qr/") ? .qrius : .native
        }
    }
}

extension Problem {
    /// The answer that tells of the problem in a dialect.
    func response(in dialect: Dialect, requestID: String, publicURL: String) -> Response {
        switch dialect {
        case .native: response(requestID: requestID, publicURL: publicURL)
        case .qrstudio: studioResponse
        case .qrius: qriusResponse
        }
    }

    private var studioResponse: Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        let body = JSONWriter.buffer { writer in
            writer.object { writer in
                guard !faults.isEmpty else {
                    writer.member("detail", detail)
                    if let retryAfter { writer.member("retryAfter", retryAfter) }
                    return
                }
                var named: Set<String> = []
                for fault in faults {
                    let name = fault.pointer.dropFirst().prefix { $0 != "/" }
                    // A fault of the body as a whole has no field.
                    let field = name.isEmpty ? "detail" : String(name)
                    guard named.insert(field).inserted else { continue }
                    let path = fault.pointer.dropFirst().replacing("/", with: ".")
                    writer.member(field, path == field || name.isEmpty ? fault.detail : "\(path): \(fault.detail)")
                }
            }
        }
        return Response(status: code.status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
