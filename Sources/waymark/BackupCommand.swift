// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Server

/// Copies all that is kept.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy all that is kept into a new folder, beside a running server.",
        discussion: """
            Every scan that was answered before the command began is in the backup, once. A server that is started on \
            the folder (`waymark serve --data-dir FOLDER`) is the restore. The folder is there whole or not at all, and \
            only its owner can read it: it holds the secret of the server, unless that is set elsewhere.
            """,
    )

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The folder; there must be nothing of that name.")
    var folder: String

    @Flag(help: "Write JSON.")
    var json = false

    private struct Output: Encodable {
        let folder: String
        let backup: BackupReport
    }

    func run() async throws {
        let settings = try await options.load()
        var bar = ProgressBar("Copying", isQuiet: json)
        let report: BackupReport
        do throws(BackupError) {
            report = try Backup(settings: settings).write(to: folder) { done, total in
                bar.show(done, of: total, note: "page \(done) of \(total)")
            }
        } catch {
            bar.clear()
            throw CommandFailure(error.description)
        }
        bar.clear()
        if json { return try Console.say(json: Output(folder: folder, backup: report)) }
        Console.say("Saved in \(folder):")
        Console.say("  the database, \(report.databaseBytes) bytes")
        Console.say("  \(report.segments) segments of the journal, with the scans that are not in the database yet")
        Console.say("  \(report.jobFiles) files of bulk jobs")
        if report.hasSecret { Console.say("  the server's secret: keep the folder where nobody else can read it") }
        if report.needsSetting {
            Console.say("NOT saved: WAYMARK_SECRET, which is set elsewhere; keep it beside the backup.")
        }
        Console.say("To restore, start a server on it: waymark serve --data-dir \(folder)")
    }
}
