// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird

extension Problem {
    /// The answer that tells of the problem.
    ///
    /// `requestID` is the id under which the log has the request, `publicURL` where the page of all codes is.
    func response(requestID: String, publicURL: String) -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        let body = JSONWriter.buffer { writer in
            writer.object { writer in
                writeMembers(to: &writer, requestID: requestID, publicURL: publicURL)
                if !faults.isEmpty { writeFaults(to: &writer) }
                if let scanReport { writer.member("scanReport") { ScanReportObject.write(scanReport, to: &$0) } }
            }
        }
        return Response(status: code.status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// Writes what every problem has.
    func writeMembers(to writer: inout JSONWriter, requestID: String, publicURL: String) {
        writer.member("type", "\(publicURL)\(ErrorCatalogPage.path)#\(code.rawValue)")
        writer.member("title", code.title)
        writer.member("status", code.status.code)
        writer.member("detail", detail)
        writer.member("instance", requestID)
        writer.member("code", code.rawValue)
        // The same text under the name that clients of the older APIs read.
        writer.member("error", detail)
        if let name = headers[.exaRoutesErrorCode] { writer.member("exaroutesErrorCode", name) }
        if let retryAfter { writer.member("retryAfter", retryAfter) }
    }

    /// Writes the fields at fault.
    func writeFaults(to writer: inout JSONWriter) {
        writer.member("errors", faults) { writer, fault in
            writer.object { writer in
                writer.member("pointer", fault.pointer)
                writer.member("detail", fault.detail)
            }
        }
    }
}
