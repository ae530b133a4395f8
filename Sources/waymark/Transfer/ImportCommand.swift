// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CSV
import Foundation
import HTTPAPI
import Management

/// Takes codes from a file into an account.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take codes from an export, or from the CSV file of another service.",
        discussion: """
            The columns tell which service a file is from: \(sources). Others are named with --map PART=COLUMN, \
            where PART is one of \(parts). Rows that fail are listed, and the others are taken in.
            """,
    )

    private static let sources = ImportColumns.Source.allCases.map(\.rawValue).joined(separator: ", ")
    private static let parts = ImportColumns.Part.allCases.map(\.rawValue).joined(separator: ", ")
    /// How many bytes of the file are read at a time.
    private static let piece = 65_536

    @OptionGroup var settings: SettingsOptions

    @Argument(help: "The file; - for standard input.")
    var input: String

    @Option(help: "The account.")
    var account: String = KeyRegistry.defaultAccount

    @Option(help: "The format: csv or ndjson. (default: by the file's ending, else csv)")
    var format: String?

    @Option(help: "The service that the file is from. (default: by its columns)")
    var source: String?

    @Option(name: .customLong("map"), help: "A part of a code and its column; may be given several times.")
    var mapping: [String] = []

    @Option(
        help: "What is put in front of printed ids that no code can have: those of 1 or 2 characters, reserved words.")
    var rename: String?

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Write a JSON object for each row, and one with the sums.")
    var json = false

    func validate() throws {
        guard format == nil || format.flatMap(RowFormat.init) != nil else {
            throw ValidationError("--format is csv or ndjson.")
        }
        if let rename, ImportRename(rename) == nil {
            throw ValidationError("--rename has \(ImportRename.rule).")
        }
        _ = try plan()
    }

    func run() async throws {
        let file = try open()
        var reader = ImportReader(format.flatMap(RowFormat.init) ?? byEnding, plan: try plan())
        var bar = ProgressBar(dryRun ? "Checking" : "Importing", isQuiet: json)
        var (counts, progress) = (ImportCounts(), CodeImport.Progress())
        let size = (try? FileManager.default.attributesOfItem(atPath: input)[.size] as? Int) ?? 0
        do {
            try await Workspace.open(settings) { workspace in
                let owner = try await workspace.account(account)
                let work = CodeImport(
                    codes: workspace.codes, pictures: workspace.pictures, account: owner, isDryRun: dryRun,
                    rename: rename.flatMap(ImportRename.init), )
                var (done, isEnd) = (0, false)
                while !isEnd {
                    let piece = try file.read(upToCount: Self.piece) ?? Data()
                    isEnd = piece.isEmpty
                    done += piece.count
                    let rows = try await work.take(isEnd ? reader.finish() : reader.read(piece), &progress)
                    for row in rows { counts.add(row) }
                    bar.show(done, of: size, note: "\(counts.total) rows")
                    show(rows, behind: bar)
                }
            }
        } catch let error as CSVError {
            bar.clear()
            throw CommandFailure("\(input), \(error.description)\n\(sums(counts)) before that line.")
        }
        bar.clear()
        Console.say(json ? jsonSums(counts) : sums(counts) + (dryRun ? " (dry run: nothing was written)" : ""))
        if counts[.failed] > 0 { throw ExitCode(CommandFailure.failed) }
    }

    private func show(_ rows: [ImportRow], behind bar: ProgressBar) {
        for row in rows where json || row.outcome == .failed || row.given != nil {
            if json { Console.say(row.json); continue }
            bar.clear()
            if let given = row.given, row.outcome != .failed {
                Console.say("line \(row.line): \(given) is \(row.id ?? "") here")
                continue
            }
            Console.complain("line \(row.line)\(row.id.map { ", \($0)" } ?? ""): \(row.error ?? "")")
        }
    }

    private var byEnding: RowFormat {
        ["ndjson", "jsonl"].contains(URL(fileURLWithPath: input).pathExtension.lowercased()) ? .ndjson : .csv
    }

    private func open() throws -> FileHandle {
        if input == "-" { return .standardInput }
        guard let file = FileHandle(forReadingAtPath: input) else {
            throw CommandFailure("The file \(input) cannot be read.")
        }
        return file
    }

    private func plan() throws -> ImportReader.Plan {
        if let source {
            guard let known = ImportColumns.Source(rawValue: source) else {
                throw ValidationError("--source is one of \(Self.sources).")
            }
            return .source(known)
        }
        guard !mapping.isEmpty else { return .detect }
        var columns: [ImportColumns.Part: String] = [:]
        for pair in mapping {
            let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let part = ImportColumns.Part(rawValue: halves[0]) else {
                throw ValidationError("--map is PART=COLUMN, where PART is one of \(Self.parts).")
            }
            columns[part] = halves[1]
        }
        guard columns[.destination] != nil else { throw ValidationError("--map needs destination=COLUMN.") }
        return .columns(ImportColumns(columns))
    }

    private func sums(_ counts: ImportCounts) -> String {
        ImportRow.Outcome.allCases.map { "\(counts[$0]) \($0.rawValue)" }.joined(separator: ", ")
    }

    private func jsonSums(_ counts: ImportCounts) -> String {
        let sums = ImportRow.Outcome.allCases.map { "\"\($0.rawValue)\":\(counts[$0])" }.joined(separator: ",")
        return "{\"dryRun\":\(dryRun),\(sums)}"
    }
}
