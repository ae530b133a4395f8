// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Foundation
import HTTPAPI
import Management
import Scans
import Store

/// Writes scans into a file.
struct ExportScans: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the scans of an account, or of one code, as CSV or NDJSON.",
    )

    @OptionGroup var settings: SettingsOptions

    @Option(help: "The account.")
    var account: String = KeyRegistry.defaultAccount

    @Option(help: "The id of a code. (default: all codes of the account)")
    var code: String?

    @Option(help: "The first date, or a moment in ISO 8601.")
    var from: String?

    @Option(help: "The last date, or the moment behind the range.")
    var to: String?

    @Option(help: "The zone whose days dates are. (default: UTC)")
    var tz: String?

    @Flag(help: "With the scans by known bots.")
    var bots = false

    @Option(help: "The format: csv or ndjson. (default: by the output's ending, else csv)")
    var format: String?

    @Option(name: [.short, .customLong("output")], help: "The file to write. (default: standard output)")
    var output: String?

    func validate() throws {
        guard format == nil || format.flatMap(RowFormat.init) != nil else {
            throw ValidationError("--format is csv or ndjson.")
        }
    }

    func run() async throws {
        let range = try range()
        let subject = try subject()
        let ending = output.map { URL(fileURLWithPath: $0).pathExtension.lowercased() }
        let byEnding: RowFormat = ending == "ndjson" || ending == "jsonl" ? .ndjson : .csv
        let file = try OutputFile(output)
        var written = 0
        try await Workspace.open(settings) { workspace in
            let owner = try await workspace.account(account)
            let export = ScanExport(of: subject, in: owner.id, from: workspace.store)
            guard try await export.isPossible() else {
                throw CommandFailure("There is no code \(code ?? "") in this account.")
            }
            let behind = Timestamp.now.adding(.milliseconds(1))
            let query = RecordedScanQuery(
                from: range.from, to: range.to.map { min($0, behind) } ?? behind, includesBots: bots, )
            try await export.write(query, as: format.flatMap(RowFormat.init) ?? byEnding) { piece, done in
                try file.write(piece)
                written = done
            }
        }
        try file.close()
        if output != nil { Console.say("\(written) scans exported.") }
    }

    private func range() throws -> OpenRange {
        do throws(CodeError) {
            return try OpenRange(from: from, to: to, tz: tz)
        } catch {
            throw CommandFailure(error)
        }
    }

    private func subject() throws -> RecordedScanSubject {
        guard let code else { return .account }
        guard let id = CodeID(reference: code) else {
            throw CommandFailure("There is no code \(code) in this account.")
        }
        return .code(id)
    }
}
