// SPDX-License-Identifier: Apache-2.0

import CSV
import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Styling

/// `POST /api/qr/codes/import`: takes an export back, or the CSV file of another service; `dryRun=true` only reports.
///
/// The whole file is read through before its first row is worked on: one that cannot be read changes nothing. The report
/// is sent while it is made.
struct ImportCodes: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let codes: CodeLibrary
    let reader: BodyReader
    let pictures: PictureLibrary
    let proof: ScanProof

    /// How many bytes of the file are read at a time.
    private static let piece = 65_536

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["dryRun": .flag, "mapping": .json])
        let isDryRun = fields.bool("dryRun") ?? false
        let plan = Self.plan(&fields)
        let rename = Self.rename(&fields)
        let named: RowFormat? = fields.choice("format")
        try fields.finish()
        let format = try named ?? Self.format(of: call.request)
        let file = try await reader.read(call)
        try Self.check(file, ImportReader(format, plan: plan))
        let proof = proof
        let work = CodeImport(
            codes: codes, pictures: pictures, account: caller.account, isDryRun: isDryRun, rename: rename,
        ) { style in
            try await proof.check(style, for: caller)
        }
        let body = ResponseBody { writer in
            try await Self.report(on: file, ImportReader(format, plan: plan), work, isDryRun: isDryRun) { text in
                try await writer.write(ByteBuffer(string: text))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }

    /// How a file is to be read, as the query says; nothing said is to look at its columns.
    private static func plan(_ fields: inout FieldReader) -> ImportReader.Plan {
        let source: ImportColumns.Source? = fields.choice("source")
        guard let mapping = fields.object("mapping") else { return source.map { .source($0) } ?? .detect }
        var columns: [ImportColumns.Part: String] = [:]
        var inner = FieldReader(mapping, at: fields.pointer("mapping"))
        for part in ImportColumns.Part.allCases {
            columns[part] = inner.string(part.rawValue, maximum: 200, required: part == .destination)
        }
        fields.finish(&inner)
        return .columns(ImportColumns(columns))
    }

    /// What is put in front of ids that no code can have.
    private static func rename(_ fields: inout FieldReader) -> ImportRename? {
        guard let prefix = fields.string("rename", maximum: 200) else { return nil }
        let rename = ImportRename(prefix)
        if rename == nil { fields.fault("rename", "rename has \(ImportRename.rule)") }
        return rename
    }

    private static func format(of request: Request) throws(Problem) -> RowFormat {
        let type = request.headers[.contentType]?.lowercased().prefix { $0 != ";" }.trimmingSpaces ?? "text/csv"
        switch type {
        case "text/csv", "application/csv", "text/plain", "application/octet-stream", "application/vnd.ms-excel":
            return .csv
        case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines":
            return .ndjson
        default:
            let detail = "the body is \(type.prefix(80)); send text/csv or application/x-ndjson, or name the format"
            throw Problem(.unsupportedMediaType, detail)
        }
    }

    /// Reads a file through to its end.
    private static func check(_ file: ByteBuffer, _ reader: ImportReader) throws(Problem) {
        var (reader, file) = (reader, file)
        do throws(CSVError) {
            while let piece = file.readSlice(length: min(piece, file.readableBytes)), piece.readableBytes > 0 {
                _ = try reader.read(piece.readableBytesView)
            }
            _ = try reader.finish()
        } catch {
            throw Problem(.unreadableFile, error.description)
        }
    }

    private static func report(
        on file: ByteBuffer,
        _ reader: ImportReader,
        _ work: CodeImport,
        isDryRun: Bool,
        to write: (String) async throws -> Void,
    ) async throws {
        var (reader, file) = (reader, file)
        var progress = CodeImport.Progress()
        var counts = ImportCounts()
        try await write("{\"dryRun\":\(isDryRun),\"rows\":[")
        var isEnd = false
        while !isEnd {
            let piece = file.readSlice(length: min(piece, file.readableBytes))
            isEnd = file.readableBytes == 0
            var entries = try reader.read(piece?.readableBytesView ?? ByteBuffer().readableBytesView)
            if isEnd { entries += try reader.finish() }
            var text = ""
            for row in try await work.take(entries, &progress) {
                text += (counts.total > 0 ? "," : "") + row.json
                counts.add(row)
            }
            try await write(text)
        }
        let sums = ImportRow.Outcome.allCases.map { "\"\($0.rawValue)\":\(counts[$0])" }.joined(separator: ",")
        try await write("],\(sums)}")
    }
}
