// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import HTTPAPI
import Management

/// Writes all codes of an account into a file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all codes of an account as CSV or NDJSON.",
    )

    @OptionGroup var settings: SettingsOptions

    @Option(help: "The account.")
    var account: String = KeyRegistry.defaultAccount

    @Option(help: "The format: csv or ndjson. (default: by the output's ending, else csv)")
    var format: String?

    @Option(name: [.short, .customLong("output")], help: "The file to write. (default: standard output)")
    var output: String?

    @Flag(help: "Write NDJSON with hashes of passwords, sealed destinations and the files of logos too.")
    var complete = false

    @Flag(help: "Say as JSON how many codes were written; to standard error where the codes go to standard output.")
    var json = false

    func validate() throws {
        guard format == nil || format.flatMap(RowFormat.init) != nil else {
            throw ValidationError("--format is csv or ndjson.")
        }
        guard !complete || format != RowFormat.csv.rawValue else {
            throw ValidationError("--complete writes ndjson, not csv.")
        }
    }

    func run() async throws {
        let ending = output.map { URL(fileURLWithPath: $0).pathExtension.lowercased() }
        let byEnding: RowFormat = complete || ending == "ndjson" || ending == "jsonl" ? .ndjson : .csv
        let format = format.flatMap(RowFormat.init) ?? byEnding
        let file = try open()
        var bar = ProgressBar("Exporting", isQuiet: json || output == nil)
        var written = 0
        try await Workspace.open(settings) { workspace in
            let owner = try await workspace.account(account)
            let export = CodeExport(
                codes: workspace.codes,
                object: CodeObject(publicURL: workspace.publicURL),
                secretsAnd: complete ? workspace.pictures : nil,
            )
            try await export.write(codesOf: owner, as: format) { piece, done, total in
                try file.write(contentsOf: Data(piece))
                written = done
                bar.show(done, of: total, note: "\(done) of \(total)")
            }
        }
        bar.clear()
        if output != nil { try file.close() }
        report(written)
    }

    private func open() throws -> FileHandle {
        guard let output else { return .standardOutput }
        // Passwords can be guessed at from their hashes: that file is its owner's alone.
        let attributes: [FileAttributeKey: Any]? = complete ? [.posixPermissions: 0o600] : nil
        guard FileManager.default.createFile(atPath: output, contents: nil, attributes: attributes),
            let file = FileHandle(forWritingAtPath: output)
        else { throw CommandFailure("The file \(output) cannot be written.") }
        return file
    }

    private func report(_ written: Int) {
        let line = json ? "{\"exported\":\(written)}" : "\(written) codes exported."
        output == nil ? (json ? Console.complain(line) : ()) : Console.say(line)
    }
}
