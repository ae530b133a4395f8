// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// The file of a workspace upload, which comes as the body itself or as the one file of a form.
struct WorkspaceFile {
    /// Far more than the rows that are allowed have.
    private static let longestBody = 4_000_000
    private static let types: Set<String> = [
        "text/csv", "application/csv", "text/plain", "application/octet-stream", "application/vnd.ms-excel",
    ]

    private let reader: BodyReader

    init(limits: APILimits) {
        var limits = limits
        limits.bodyBytes = min(limits.bodyBytes, Self.longestBody)
        reader = BodyReader(limits: limits)
    }

    /// The bytes of the file.
    /// - Throws: a problem: another media type, too long, or a form without just one file.
    func bytes(_ call: Call) async throws -> ArraySlice<UInt8> {
        guard let type = call.request.headers[.contentType], MultipartForm.isAnnounced(by: type) else {
            try Self.checkMediaType(call.request.headers)
            return try await Array(reader.read(call).readableBytesView)[...]
        }
        let body = Array(try await reader.read(call).readableBytesView)
        do throws(MultipartForm.Fault) {
            return try Self.file(of: MultipartForm.parts(of: body, contentType: type))
        } catch {
            throw Problem(.malformedForm, "the form cannot be read: \(error.reason)")
        }
    }

    /// The field's name is the sender's: the published interface is a page that people upload with.
    private static func file(of parts: [MultipartForm.Part]) throws(MultipartForm.Fault) -> ArraySlice<UInt8> {
        if let field = parts.first(where: { $0.fileName == nil }) {
            let name = field.name.shortened(to: 40)
            throw MultipartForm.Fault("\(name) is a field without a file name; send one CSV file and nothing else")
        }
        guard let file = parts.first, parts.count == 1 else {
            throw MultipartForm.Fault("it has \(parts.count) files; send one CSV file")
        }
        return file.content
    }

    private static func checkMediaType(_ headers: HTTPFields) throws(Problem) {
        guard let text = headers[.contentType] else { return }
        let type = String(text.lowercased().prefix { $0 != ";" }.trimmingSpaces)
        guard types.contains(type) else {
            let detail = "the body is \(text.prefix(80)); send the file as text/csv in UTF-8, or in a form"
            throw Problem(.unsupportedMediaType, detail)
        }
    }
}
