// SPDX-License-Identifier: Apache-2.0

import Codes

/// A text that is put in front of printed ids that no code can have as they are: ids of one or two characters, as YOURLS
/// gives them first, and reserved words.
///
/// The same id always becomes the same, so that the same file twice changes nothing the second time, and one rule on the
/// old host leads all such links on.
package struct ImportRename: Sendable {
    /// The longest text.
    private static let longest = 32

    private let prefix: String

    /// Takes the text: 1 to 32 characters of an id.
    /// - Returns: nil where ids cannot begin so.
    package init?(_ prefix: String) {
        guard (1...Self.longest).contains(prefix.utf8.count), CodeID("\(prefix)xx") != nil,
            !prefix.hasPrefix(CodeID.prefix)
        else { return nil }
        self.prefix = prefix
    }

    /// What a text may be, in words.
    package static let rule =
        "1 to \(longest) characters of A-Z, a-z, 0-9, _ and -, and does not begin with \(CodeID.prefix)"

    /// The id for one that cannot stay; nil for one that can, and for one that no text in front helps.
    func id(for given: String) -> String? {
        let new = prefix + given
        return Self.canStay(given) || !Self.canStay(new) ? nil : new
    }

    /// Words that a text in front would help an id; nil where it would not.
    static func advice(for given: String) -> CodeError? {
        guard !canStay(given), canStay("x-\(given)") else { return nil }
        let reason = (1...2).contains(given.utf8.count) ? "is too short: ids have 3 to 64 characters" : "is reserved"
        let detail = "the id \(given) \(reason); import with rename, a text that is put in front of such ids"
        return .invalid("/id", detail)
    }

    private static func canStay(_ id: String) -> Bool {
        // What begins with the prefix of references is read without it.
        (try? CodeID(slug: CodeID(reference: id)?.text ?? id)) != nil
    }
}

extension ImportReader.Entry {
    /// The same row with an id that a code can have.
    func renamed(by rename: ImportRename) -> ImportReader.Entry {
        guard case .success(var members) = members, case .string(let text)? = members["id"] ?? members["slug"],
            let id = rename.id(for: text)
        else { return self }
        members["slug"] = nil
        members["id"] = .string(id)
        return ImportReader.Entry(line: line, members: .success(members), given: text)
    }
}
