// SPDX-License-Identifier: Apache-2.0

import Archive
import Bulk
import Codes
import HTTPTypes
import Hummingbird
import NIOCore

/// The archive of a batch: `qr-0001.png` and so on in the order of the items, then `manifest.json`, all of it stored.
struct BatchArchive: Sendable {
    private let items: [DrawnItem]
    private let scratch: BulkScratch
    private let headers: HTTPFields
    private let manifest: [UInt8]
    private let names: [String]

    private static let bufferedBytes = 128 << 10

    /// Puts the archive together; what it sends is read from the scratch file.
    init(_ items: [DrawnItem], in scratch: BulkScratch, of plan: String, _ object: StudioObject, headers: HTTPFields) {
        self.items = items
        self.scratch = scratch
        self.headers = headers
        let rows = items.enumerated().map { Self.row($1, at: $0, among: items.count, object) }
        names = rows.map(\.fileName)
        manifest = BatchManifest(plan: plan, rows: rows).bytes
    }

    /// The answer that is this archive.
    func response(at moment: Timestamp) throws -> Response {
        let entries = try entries()
        var headers = headers
        headers[.contentType] = "application/zip"
        headers[.contentDisposition] = "attachment; filename=\"qrstudio-bulk-\(items.count).zip\""
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(contentLength: ZIPWriter.length(of: entries)) { writer in
                try await send(entries, at: moment, to: &writer)
                try await writer.finish(nil)
            },
        )
    }

    private func entries() throws -> [ZIPEntry] {
        try zip(names, items).map { name, drawn in
            try ZIPEntry(name, size: drawn.picture.size, checksum: drawn.picture.checksum)
        } + [ZIPEntry("manifest.json", content: manifest)]
    }

    private func send(
        _ entries: [ZIPEntry],
        at moment: Timestamp,
        to writer: inout any ResponseBodyWriter,
    ) async throws {
        var zip = ZIPWriter(modified: moment)
        var buffer = ByteBuffer()
        for (entry, drawn) in Swift.zip(entries, items) {
            buffer.writeBytes(zip.begin(entry))
            var (offset, left) = (drawn.picture.offset, entry.size)
            while left > 0 {
                let part = try scratch.read(at: offset, atMost: left)
                guard !part.isEmpty else { throw Problem(.internalError, "the scratch file ended early") }
                buffer.writeBytes(part)
                (offset, left) = (offset + part.count, left - part.count)
                guard buffer.readableBytes >= Self.bufferedBytes else { continue }
                try await writer.write(buffer)
                buffer = ByteBuffer()
            }
        }
        if let last = entries.last { buffer.writeBytes(zip.begin(last)) }
        buffer.writeBytes(manifest)
        buffer.writeBytes(zip.end())
        try await writer.write(buffer)
    }

    private static func row(
        _ drawn: DrawnItem,
        at index: Int,
        among count: Int,
        _ object: StudioObject,
    ) -> BatchManifest.Row {
        let request = drawn.item.request
        return BatchManifest.Row(
            fileName: BatchManifest.fileName(of: index, among: count, request.format),
            dataType: request.dataType,
            format: request.format,
            style: request.draft,
            bytes: drawn.picture.size,
            isHit: drawn.picture.isHit,
            milliseconds: drawn.picture.milliseconds,
            code: drawn.item.code.map { ($0.id.text, object.publicURL(of: $0)) },
        )
    }
}
