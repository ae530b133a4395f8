// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Changes name, scopes or end of a key.
struct EditKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a key's name, scopes or end; its secret stays.",
        discussion: "A running server follows within two seconds. A key that has ended stays so.",
    )

    @OptionGroup var options: KeyOptions

    @Argument(help: "The key's name or visible prefix.")
    var key: String

    @Option(help: "Another name.")
    var name: String?

    @Option(help: "All that it may do from now on: read, write, admin, separated by commas.")
    var scopes: String?

    @Option(help: "When it ends: a moment such as 2027-12-31T23:59:59Z, or never.")
    var expires: String?

    @Option(help: "How many days it is valid from now on.")
    var days: Int?

    func validate() throws {
        if name == nil, scopes == nil, expires == nil, days == nil {
            throw ValidationError("Nothing to edit: give --name, --scopes, --expires or --days.")
        }
        if expires != nil, days != nil { throw ValidationError("Give --expires or --days, not both.") }
        if let days, !(1...36_500).contains(days) { throw ValidationError("--days must be 1 to 36500.") }
        if let expires, Self.end(expires) == nil {
            throw ValidationError("--expires is a moment such as 2027-12-31T23:59:59Z, or never.")
        }
    }

    func run() async throws {
        let end = expires.flatMap(Self.end) ?? days.map { .at(Timestamp.now.adding(.seconds($0 * 86_400))) }
        let edited = try await Workspace.open(options.settings) { workspace in
            let edit = KeyEdit(name: name, scopes: try scopes.map { try Scope.list($0) }, end: end)
            return try await workspace.keys.edit(key, of: options.account, edit)
        }
        let output = KeyOutput(edited)
        if options.json { return try Console.say(json: output) }
        Console.say("key     \(output.prefix)…")
        Console.say("name    \(output.name)")
        Console.say("scopes  \(output.scopes.joined(separator: ", "))")
        Console.say("ends    \(output.expiresAt ?? "never")")
    }

    private static func end(_ text: String) -> KeyEdit.End? {
        text == "never" ? .never : Timestamp(iso8601: text).map(KeyEdit.End.at)
    }
}
