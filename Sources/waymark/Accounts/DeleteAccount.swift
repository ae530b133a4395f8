// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Bulk
import Codes
import Foundation
import Management
import Server
import Store

/// Deletes an account.
struct DeleteAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an account with all that is kept of it: there is no way back.",
        discussion: """
            Keys, codes, scans, counts, pictures, bulk jobs and their files, webhooks and usage go; its printed codes \
            answer that they do not exist, and their ids are never given again. Works beside a running server. Cut \
            short, the same command goes on.
            """,
    )

    @OptionGroup var settings: SettingsOptions

    @Argument(help: "The account's name.")
    var name: String

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Write the database file anew, so that no copy is left in unused parts of it; writes wait meanwhile.")
    var compact = false

    @Flag(help: "Write JSON.")
    var json = false

    private struct Output: Encodable {
        let account: String
        let codes: Int
        let scans: Int
    }

    func run() async throws {
        let folder = "\(try await settings.load().dataDirectory)/bulk"
        let output = try await Workspace.open(settings) { workspace in
            let account = try await workspace.accounts.deletable(name)
            let count = try await workspace.store.count(of: account.id)
            try confirm(count)
            var (codes, scans) = (0, 0)
            var bar = ProgressBar("Deleting", isQuiet: json)
            let files = try BulkFolder(path: folder)
            try await workspace.accounts.delete(account, compacting: compact) { step in
                // A server that works on such a job keeps its file open; what has no name ends with that.
                for job in step.jobs { try? files.removeFiles(of: job) }
                codes += step.codes
                scans += step.scans
                bar.show(codes, of: max(count, codes), note: "\(codes) codes, \(scans) scans")
            }
            bar.clear()
            return Output(account: name, codes: codes, scans: scans)
        }
        if json { return try Console.say(json: output) }
        Console.say("The account \(output.account) is deleted, with \(output.codes) codes and \(output.scans) scans.")
    }

    private func confirm(_ codes: Int) throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("Deleting an account cannot be undone; say --yes.", status: CommandFailure.usage)
        }
        Console.say("The account \(name) has \(codes) codes. They and all that is kept of them will be gone for ever.")
        Console.say("Type the account's name to delete it:")
        guard readLine() == name else { throw CommandFailure("Nothing was deleted.") }
    }
}
