// SPDX-License-Identifier: Apache-2.0

import Archive
import ArgumentParser
import CSV
import Codes
import Foundation
import HTTPAPI
import QRRender

/// Draws the rows of a CSV file into a ZIP archive.
struct BulkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk",
        abstract: "Draw the rows of a CSV file into a ZIP archive, without a server.",
        discussion: """
            The first line names the columns: the fields of POST /api/v1/generate/ (data, size_inches, color, pattern, \
            format, …), or those of /api/qr/static (data, dataType, size, margin, logo, …). The archive has \
            qr-0001.png and so on, in the order of the rows, and manifest.json. Where a row is faulty, all faulty rows \
            are listed and nothing is written.
            """,
    )

    /// More than fit on any sheet; each is kept in memory as text.
    private static let mostRows = 1_000_000
    /// How many rows are drawn before they are written.
    private static let window = 128

    @Argument(help: "The file; - for standard input.")
    var input: String

    @Option(name: [.short, .customLong("output")], help: "The archive to write.")
    var output: String

    @Option(help: "The side in inches of pictures whose row says none (GenerateRequest columns only).")
    var inches: Double = 3

    @Flag(help: "Write a JSON object for each faulty row, and one with the sums.")
    var json = false

    func run() async throws {
        let (file, records) = try read()
        guard !records.isEmpty else { throw CommandFailure("\(input) has no rows below its first line.") }
        let draft = output + ".part"
        do {
            try await write(records, of: file, to: draft)
            guard unsafe rename(draft, output) == 0 else {
                throw CommandFailure("\(output) cannot be written: \(unsafe String(cString: strerror(errno)))")
            }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        if json {
            try Console.say(jsonLine: Sums(count: records.count, failed: 0, output: output))
        } else {
            Console.say("\(records.count) pictures in \(output)")
        }
    }

    private func write(_ records: [CSVRecord], of file: BatchFile, to path: String) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let archive = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure("\(path) cannot be written.") }
        defer { try? archive.close() }
        var zip = ZIPWriter(modified: .now)
        var (manifest, faulty): ([BatchManifest.Row], Int) = ([], 0)
        var bar = ProgressBar("Drawing", isQuiet: json)
        for start in stride(from: 0, to: records.count, by: Self.window) {
            let slice = Array(records[start..<min(start + Self.window, records.count)])
            for (index, result) in await Self.drawn(slice, of: file).enumerated() {
                switch result {
                case .failure(let fault):
                    bar.clear()
                    try tell(fault, ofLine: slice[index].line)
                    faulty += 1
                case .success(let (row, image)) where faulty == 0:
                    let (place, count) = (start + index, records.count)
                    let name = BatchManifest.fileName(of: place, among: count, image.format)
                    try archive.write(contentsOf: zip.begin(ZIPEntry(name, content: image.bytes)))
                    try archive.write(contentsOf: image.bytes)
                    manifest.append(file.manifestRow(row, image, at: place, of: count))
                case .success: break
                }
            }
            bar.show(start + slice.count, of: records.count, note: "\(start + slice.count) rows")
        }
        bar.clear()
        guard faulty == 0 else {
            if json { try Console.say(jsonLine: Sums(count: records.count, failed: faulty)) }
            throw CommandFailure("\(faulty) of \(records.count) rows are faulty; nothing was written.")
        }
        let list = BatchManifest(plan: "local", rows: manifest).bytes
        try archive.write(contentsOf: zip.begin(ZIPEntry("manifest.json", content: list)))
        try archive.write(contentsOf: list + zip.end())
    }

    private struct RowFault: Error {
        let text: String
    }

    /// What `--json` says of a faulty row.
    private struct FaultyRow: Encodable {
        let line: Int
        var status = "failed"
        let error: String
    }

    /// What `--json` says at the end; there is no output where rows are faulty.
    private struct Sums: Encodable {
        let count: Int
        let failed: Int
        var output: String?
    }

    private func tell(_ fault: RowFault, ofLine line: Int) throws {
        if json {
            try Console.say(jsonLine: FaultyRow(line: line, error: fault.text))
        } else {
            Console.complain("line \(line): \(fault.text)")
        }
    }

    /// Draws some rows on all cores.
    private static func drawn(
        _ records: [CSVRecord],
        of file: BatchFile,
    ) async -> [Result<(BatchFile.Row, RenderedImage), RowFault>] {
        await withTaskGroup(of: (Int, Result<(BatchFile.Row, RenderedImage), RowFault>).self) { group in
            for (index, record) in records.enumerated() {
                group.addTask { (index, draw(record, of: file)) }
            }
            var results: [Int: Result<(BatchFile.Row, RenderedImage), RowFault>] = [:]
            for await (index, result) in group { results[index] = result }
            return records.indices.compactMap { results[$0] }
        }
    }

    private static func draw(
        _ record: CSVRecord,
        of file: BatchFile,
    ) -> Result<(BatchFile.Row, RenderedImage), RowFault> {
        do {
            let row = try file.row(of: record)
            return .success((row, try Renderer.render(row.request)))
        } catch CodeError.invalid(let faults) {
            return .failure(RowFault(text: faults.map(\.detail).joined(separator: "; ")))
        } catch {
            return .failure(RowFault(text: "\(error)"))
        }
    }

    private func read() throws -> (BatchFile, [CSVRecord]) {
        guard let handle = input == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: input) else {
            throw CommandFailure("The file \(input) cannot be read.")
        }
        var (reader, records) = (CSVReader(), [CSVRecord]())
        do throws(CSVError) {
            while let piece = try? handle.read(upToCount: 1 << 16), !piece.isEmpty {
                records += try reader.read(piece)
                guard records.count <= Self.mostRows else {
                    throw CSVError(line: records.last?.line ?? 0, reason: "at most \(Self.mostRows) rows are allowed")
                }
            }
            records += try reader.finish()
        } catch {
            throw CommandFailure("\(input), \(error.description)")
        }
        guard let first = records.first else { throw CommandFailure("\(input) is empty.") }
        let folder = input == "-" ? "." : URL(filePath: input).deletingLastPathComponent().path
        do throws(CodeError) {
            let file = try BatchFile(CSVHeader(first), inches: inches) { path throws(FieldFault) in
                try Self.dataURI(path, in: folder)
            }
            return (file, Array(records.dropFirst()))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// A logo's file, named from the folder of the rows.
    private static func dataURI(_ path: String, in folder: String) throws(FieldFault) -> String {
        guard !path.contains("://") else {
            throw FieldFault("", "it is a URL; allowed: a file or a data: URI")
        }
        let url = URL(filePath: path, relativeTo: URL(filePath: folder + "/"))
        guard let bytes = try? Data(contentsOf: url), bytes.count <= PictureDecoder.byteLimit else {
            throw FieldFault("", "the file \(path) cannot be read, or has more than 2 MiB")
        }
        return "data:application/octet-stream;base64,\(bytes.base64EncodedString())"
    }
}
