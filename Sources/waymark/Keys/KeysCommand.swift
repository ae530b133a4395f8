// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management

/// The keys of accounts.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list, edit, rotate and revoke keys.",
        subcommands: [CreateKey.self, ListKeys.self, EditKey.self, RotateKey.self, RevokeKey.self],
    )
}

/// The flags that all key commands share.
struct KeyOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(help: "The account.")
    var account: String = KeyRegistry.defaultAccount

    @Flag(help: "Write JSON.")
    var json = false
}

/// A new key as it is shown, once.
struct IssuedKeyOutput: Encodable {
    let key: String
    let clientId: String
    let account: String
    let plan: String
    let name: String
    let prefix: String
    let scopes: [String]

    init(_ issued: KeyRegistry.Issued) {
        key = issued.secret.text
        clientId = issued.account.clientID
        account = issued.account.name
        plan = issued.account.plan
        name = issued.key.name
        prefix = issued.key.prefix
        scopes = issued.key.scopes.names
    }

    /// Writes the key for a person or for a machine.
    func show(asJSON: Bool) throws {
        if asJSON { return try Console.say(json: self) }
        Console.say("key        \(key)")
        Console.say("client id  \(clientId)")
        Console.say("account    \(account) (plan \(plan))")
        Console.say("name       \(name)")
        Console.say("scopes     \(scopes.joined(separator: ", "))")
        Console.say("This key is shown once. Keep it where nobody else can read it.")
    }
}

/// A key in a list: everything but the secret.
struct KeyOutput: Encodable {
    let prefix: String
    let name: String
    let scopes: [String]
    let createdAt: String
    let lastUsedAt: String?
    let expiresAt: String?

    init(_ key: APIKey) {
        prefix = key.prefix
        name = key.name
        scopes = key.scopes.names
        createdAt = key.createdAt.iso8601
        lastUsedAt = key.lastUsedAt?.iso8601
        expiresAt = key.expiresAt?.iso8601
    }

    private enum Member: CodingKey { case prefix, name, scopes, createdAt, lastUsedAt, expiresAt }

    /// Every member is there, `null` where it has no value; the compiler's own encoding would leave those out.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(prefix, forKey: .prefix)
        try container.encode(name, forKey: .name)
        try container.encode(scopes, forKey: .scopes)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(lastUsedAt, forKey: .lastUsedAt)
        try container.encode(expiresAt, forKey: .expiresAt)
    }
}

extension Set<Scope> {
    /// The scopes' names in the order of ``Scope``.
    fileprivate var names: [String] { Scope.allCases.filter(contains).map(\.rawValue) }
}
