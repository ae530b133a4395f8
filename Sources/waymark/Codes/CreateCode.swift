// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Makes a code.
struct CreateCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a code.")

    @OptionGroup var options: CodeOptions

    @Argument(help: "Where it leads: a URL, or the text of another type.")
    var data: String

    @Option(help: "What the text is: \(DataType.allCases.map(\.rawValue).joined(separator: ", ")).")
    var type: String = "url"

    @Option(help: "The printed id: 3 to 64 characters of A-Z, a-z, 0-9, _ and -. (default: eight random ones)")
    var slug: String?

    @Option(help: "A name for lists.")
    var name: String?

    @Option(name: .customLong("tag"), help: "A tag; may be given several times.")
    var tags: [String] = []

    func run() async throws {
        var fields: [String: JSONValue] = ["data": .string(data), "dataType": .string(type)]
        if let slug { fields["slug"] = .string(slug) }
        if let name { fields["name"] = .string(name) }
        if !tags.isEmpty { fields["tags"] = .array(tags.map { .string($0) }) }
        try await Workspace.open(options.settings) { workspace in
            let draft = try CodeDraft(fields: fields, rules: workspace.codes.rules)
            let account = try await workspace.account(options.account)
            let code = try await workspace.codes.create(draft, for: account)
            options.show(code, publicURL: workspace.publicURL)
        }
    }
}
