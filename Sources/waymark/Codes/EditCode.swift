// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Edits one code.
struct EditCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit a code; a running server follows within a second.",
    )

    @OptionGroup var options: CodeOptions

    @Argument(help: "The code's id.")
    var id: String

    @Option(help: "Where it leads from now on.")
    var destination: String?

    @Option(help: "A name for lists; an empty one removes it.")
    var name: String?

    @Option(help: "active or inactive.")
    var status: String?

    @Option(name: .customLong("tag"), help: "The tags from now on; may be given several times.")
    var tags: [String] = []

    func validate() throws {
        if destination == nil, name == nil, status == nil, tags.isEmpty {
            throw ValidationError("Nothing to edit: give --destination, --name, --status or --tag.")
        }
    }

    func run() async throws {
        var fields: [String: JSONValue] = [:]
        if let destination { fields["destination"] = .string(destination) }
        if let name { fields["name"] = name.isEmpty ? .null : .string(name) }
        if let status { fields["status"] = .string(status) }
        if !tags.isEmpty { fields["tags"] = .array(tags.map { .string($0) }) }
        try await Workspace.open(options.settings) { [fields] workspace in
            let account = try await workspace.account(options.account)
            let edit = CodeEdit(
                fields: fields,
                form: .mergePatch,
                expectedVersion: nil,
                rules: workspace.codes.rules,
            )
            options.show(try await workspace.codes.edit(id, of: account, edit), publicURL: workspace.publicURL)
        }
    }
}
