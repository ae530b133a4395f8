// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import HTTPAPI
import Management
import Store

/// Lists codes.
struct ListCodes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List codes, newest first.")

    @OptionGroup var options: CodeOptions

    @Option(help: "How many at most.")
    var limit: Int = 100

    @Option(help: "Only codes with this tag.")
    var tag: String?

    @Option(help: "Only codes whose name, id or destination contains this text.")
    var search: String?

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
        if let tag, Tag(tag) == nil { throw ValidationError("--tag is not a tag: 1 to 64 bytes of text.") }
    }

    func run() async throws {
        try await Workspace.open(options.settings) { workspace in
            let account = try await workspace.account(options.account)
            if !options.json { Console.say(table: [row("ID", "SCANS", "STATUS", "NAME", "LEADS TO")]) }
            var query = CodeListQuery(tag: tag.flatMap { Tag($0) }, search: search)
            var left = limit
            repeat {
                query.limit = min(left, 100)
                let page = try await workspace.codes.list(query, of: account)
                show(page.codes, publicURL: workspace.publicURL)
                left -= page.codes.count
                query.after = page.next
            } while query.after != nil && left > 0
        }
    }

    /// One line a code: a JSON object, or columns.
    private func show(_ codes: [Code], publicURL: String) {
        let output = CodeObject(publicURL: publicURL)
        for code in codes {
            if options.json {
                Console.say(output.json(of: code))
            } else {
                let settings = code.settings
                let name = settings.name ?? "-"
                let cells = row(code.id.text, "\(code.tally.scans)", settings.status.rawValue, name, code.payload.text)
                Console.say(table: [cells])
            }
        }
    }

    private func row(_ id: String, _ scans: String, _ status: String, _ name: String, _ text: String) -> [String] {
        func pad(_ text: String, _ width: Int) -> String {
            text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
        }
        return [pad(id, 10), pad(scans, 8), pad(status, 8), pad(name, 20), text]
    }
}
