// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Foundation
import HTTPAPI
import Management
import Store

/// Writes scans into a file.
struct ExportScans: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the scans of an account, of some of its codes or of one, as CSV or NDJSON.",
    )

    @OptionGroup var settings: SettingsOptions

    @Option(help: "The account.")
    var account: String = KeyRegistry.defaultAccount

    @OptionGroup(title: "Which scans") var scans: ScanOptions

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
        let selection = try scans.selection()
        let subject = try scans.subject()
        let ending = output.map { URL(fileURLWithPath: $0).pathExtension.lowercased() }
        let byEnding: RowFormat = ending == "ndjson" || ending == "jsonl" ? .ndjson : .csv
        let format = format.flatMap(RowFormat.init) ?? byEnding
        var bar = ProgressBar("Exporting", isQuiet: output == nil)
        var written = 0
        try await Workspace.open(settings) { workspace in
            let owner = try await workspace.account(account)
            let export = ScanExport(of: subject, in: owner.id, from: workspace.store)
            guard try await export.isPossible() else { throw scans.noSuchCode }
            if let unknown = try await selection.unknownNames(in: workspace.store, of: owner.id) {
                throw CommandFailure("\(unknown.parameter): \(unknown.detail)")
            }
            // Only now: what is refused leaves an earlier file as it is.
            let file = try OutputFile(output)
            try await export.write(selection.fileQuery(now: Timestamp.now), as: format) { piece, progress in
                try file.write(piece)
                written = progress.scans
                bar.show(Int(progress.part * 1_000), of: 1_000, note: "\(progress.scans) scans")
            }
            try file.close()
        }
        bar.clear()
        if output != nil { Console.say("\(written) scans exported.") }
    }
}
