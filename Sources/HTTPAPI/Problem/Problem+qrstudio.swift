// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird

extension Problem {
    /// The answer in the words of the QRStudio API, with the members of a problem beside them.
    ///
    /// `{"detail": …}`; a message under the name of each field at fault; for a batch a message under the place of each
    /// item at fault.
    func studioResponse(requestID: String, publicURL: String) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        return .json(status: code.status, headers: headers) { writer in
            if let items {
                Self.write(items, to: &writer)
            } else {
                writeFields(to: &writer)
            }
            writeMembers(to: &writer, requestID: requestID, publicURL: publicURL)
            if items == nil, !faults.isEmpty { writeFaults(to: &writer) }
            if let scanReport { writer.member("scanReport") { ScanReportObject.write(scanReport, to: &$0) } }
        }
    }

    private static func write(_ items: ItemFaults, to writer: inout JSONWriter) {
        writer.member("errors") { writer in
            for (index, message) in items.messages.sorted(by: { $0.key < $1.key }) {
                writer.member(String(index), message)
            }
        }
        writer.member("rendered_before_failure", items.drawnBefore)
    }

    /// A fault of the body as a whole has no field; it is in `detail`.
    private func writeFields(to writer: inout JSONWriter) {
        var named = Self.memberNames
        for fault in faults {
            let field = String(fault.pointer.dropFirst().prefix { $0 != "/" })
            guard !field.isEmpty, named.insert(field).inserted else { continue }
            let path = fault.pointer.dropFirst().replacing("/", with: ".")
            // The name stands before the message already.
            let detail = fault.detail.trimmingPrefix("\(field): ")
            writer.member(field, path == field ? String(detail) : "\(path): \(detail)")
        }
    }

    /// The names that every problem uses itself.
    private static let memberNames: Set<String> = [
        "type", "title", "status", "detail", "instance", "code", "error", "errors", "retryAfter",
        "scanReport",
    ]
}
