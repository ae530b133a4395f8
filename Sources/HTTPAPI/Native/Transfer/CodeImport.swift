// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Management
package import Styling

/// Takes codes into an account, row by row: each row either becomes a code or says why not.
///
/// A row whose id the account has already brings that code up to date, so that the same file twice changes nothing the
/// second time. Rows are worked on a few at a time, so that their commits are shared.
package struct CodeImport: Sendable {
    /// Checks the style of a row beyond its fields.
    package typealias Proof = @Sendable (_ style: [String: JSONValue]) async throws -> Void

    /// How many rows are worked on at a time.
    package static let window = 64

    let codes: CodeLibrary
    let pictures: PictureLibrary
    let account: Account
    let isDryRun: Bool
    let prove: Proof
    private let rename: ImportRename?
    private let rules: CodeRules

    /// Makes an import.
    /// - Parameters:
    ///   - codes: what can be done with codes.
    ///   - pictures: where their logos are kept.
    ///   - account: whose codes they become.
    ///   - isDryRun: whether nothing is to be written.
    ///   - rename: what becomes of ids that no code can have; nil to refuse their rows.
    ///   - prove: checks the style of a row beyond its fields.
    package init(
        codes: CodeLibrary,
        pictures: PictureLibrary,
        account: Account,
        isDryRun: Bool,
        rename: ImportRename? = nil,
        prove: @escaping Proof = { _ in },
    ) {
        self.codes = codes
        self.pictures = pictures
        self.account = account
        self.isDryRun = isDryRun
        self.rename = rename
        self.prove = prove
        var rules = codes.rules
        rules.takesPasswordHashes = true
        self.rules = rules
    }

    /// What a run has to remember over all its rows.
    package struct Progress: Sendable {
        /// The line on which an id stood first.
        fileprivate var lines: [String: Int] = [:]
        /// How many more codes a dry run would have room for; nil for any number, or where it was not asked yet.
        fileprivate var room: Int?
        fileprivate var hasAsked = false
        /// The pictures of the file that a dry run did not keep.
        var pictures: Set<String> = []

        /// Starts at the first row.
        package init() {}
    }

    /// Takes rows in.
    /// - Returns: what became of each, in their order.
    /// - Throws: the store's failure; rows before it may have been taken in, and are again found as they are.
    package func take(_ entries: [ImportReader.Entry], _ progress: inout Progress) async throws -> [ImportRow] {
        if isDryRun, !progress.hasAsked {
            progress.room = try await codes.room(of: account)
            progress.hasAsked = true
        }
        var rows: [ImportRow] = []
        for start in stride(from: 0, to: entries.count, by: Self.window) {
            let window = entries[start..<min(start + Self.window, entries.count)]
            let renamed = rename.map { rename in ArraySlice(window.map { $0.renamed(by: rename) }) }
            rows += try await take(renamed ?? window, &progress)
        }
        return rows
    }

    private func take(_ window: ArraySlice<ImportReader.Entry>, _ progress: inout Progress) async throws -> [ImportRow]
    {
        // Pictures stand before the codes that name them.
        let pictureRows = try await keepPictures(of: window, &progress)
        let repeats = window.map { entry in progress.firstLine(ofIDIn: entry) }
        let known = progress.pictures
        var rows = try await withThrowingTaskGroup(of: (Int, ImportRow).self) { group in
            for (index, (entry, first)) in zip(window, repeats).enumerated() where !entry.isPicture {
                group.addTask {
                    if let first { return (index, entry.failed("the id stands on line \(first) already")) }
                    return (index, try await row(of: entry, beside: known))
                }
            }
            return try await group.reduce(into: pictureRows) { $0.append($1) }
        }
        rows.sort { $0.0 < $1.0 }
        return rows.map { isDryRun ? progress.withinRoom($0.1, of: account) : $0.1 }
    }

    private func row(of entry: ImportReader.Entry, beside known: Set<String>) async throws -> ImportRow {
        do {
            let code = try entry.fields()
            let existing = try await existing(code.id)
            if let existing { return try await update(existing, entry, code.fields, beside: known) }
            return try await create(entry, code, beside: known)
        } catch ManagementError.store(let failure) {
            throw failure
        } catch {
            return entry.failed(Problem(error).reasons)
        }
    }

    private func existing(_ id: String?) async throws -> Code? {
        guard let id else { return nil }
        do throws(ManagementError) {
            return try await codes.code(id, of: account)
        } catch .rule {
            return nil
        }
    }

    private func create(
        _ entry: ImportReader.Entry,
        _ code: (id: String?, fields: [String: JSONValue]),
        beside known: Set<String>,
    ) async throws -> ImportRow {
        if let advice = code.id.flatMap(ImportRename.advice) { throw advice }
        var fields = code.fields.filter { $0.value != .null }
        try open(&fields, of: code.id)
        fields = try await prepared(fields, beside: known)
        fields["slug"] = code.id.map(JSONValue.string)
        let draft = try CodeDraft(fields: fields, rules: rules)
        if isDryRun {
            if let slug = draft.slug, try await codes.isTaken(slug) { throw CodeError.slugTaken(slug.text) }
            return entry.row(code.id, .created)
        }
        return entry.row(try await codes.create(draft, for: account).id.text, .created)
    }

    private func update(
        _ existing: Code,
        _ entry: ImportReader.Entry,
        _ wanted: [String: JSONValue],
        beside known: Set<String>,
    ) async throws -> ImportRow {
        var fields = wanted
        try open(&fields, of: existing.id.text)
        // Sealing the same again would be an edit.
        let hasType = fields["dataType"] == .string(existing.payload.type.rawValue)
        if hasType, fields["data"] == clearDestination(of: existing) { fields["data"] = nil }
        if let style = wanted["style"] {
            fields["style"] = style == .null ? .null : JSONValue.object(existing.settings.style).patch(to: style)
        }
        if fields["data"] == .null { fields["data"] = nil }
        if fields["data"] == nil { fields["dataType"] = nil }
        let edit = CodeEdit(
            fields: try await prepared(fields, beside: known), form: .mergePatch, expectedVersion: nil, rules: rules,
        )
        var edited = try edit.apply(to: existing)
        edited.updatedAt = existing.updatedAt
        if edited == existing { return entry.row(existing.id.text, .unchanged) }
        if !isDryRun { _ = try await codes.edit(existing.id.text, of: account, edit) }
        return entry.row(existing.id.text, .updated)
    }
}

extension CodeImport.Progress {
    /// The line on which the id of a row stood before; nil where this is the first.
    fileprivate mutating func firstLine(ofIDIn entry: ImportReader.Entry) -> Int? {
        guard case .success(let members) = entry.members, case .string(let text) = members["id"] ?? members["slug"]
        else { return nil }
        let id = CodeID(reference: text)?.text ?? text
        if let first = lines[id] { return first }
        lines[id] = entry.line
        return nil
    }

    /// A row of a dry run, which fails where the plan has no room for one more code.
    fileprivate mutating func withinRoom(_ row: ImportRow, of account: Account) -> ImportRow {
        guard row.outcome == .created, let left = room else { return row }
        room = left - 1
        guard left <= 0 else { return row }
        let error = "the plan \(account.plan) allows no more codes"
        return ImportRow(line: row.line, id: row.id, given: row.given, outcome: .failed, error: error)
    }
}

extension ImportReader.Entry {
    /// The id and the fields, as a creating or an editing request names them.
    fileprivate func fields() throws(CodeError) -> (id: String?, fields: [String: JSONValue]) {
        var fields = try members.get()
        for name in CodeTable.readOnly { fields[name] = nil }
        let given = fields.removeValue(forKey: "id") ?? fields.removeValue(forKey: "slug")
        if let destination = fields.removeValue(forKey: "destination") {
            fields["data"] = fields["data"] ?? destination
        }
        switch given {
        case .string(let text): return (CodeID(reference: text)?.text ?? text, fields)
        case .null, nil: return (nil, fields)
        case let other?: throw .invalid("/id", "id must be a string, not \(other.kind)", kind: .wrongType)
        }
    }

    fileprivate func row(_ id: String?, _ outcome: ImportRow.Outcome) -> ImportRow {
        ImportRow(line: line, id: id, given: given?.shortened(to: 80), outcome: outcome, error: nil)
    }

    func failed(_ error: String) -> ImportRow {
        var id: String?
        if case .success(let members) = members, case .string(let text) = members["id"] ?? members["slug"] { id = text }
        return ImportRow(
            line: line, id: id?.shortened(to: 80), given: given?.shortened(to: 80), outcome: .failed, error: error, )
    }
}

extension JSONValue {
    /// The merge patch (RFC 7396) that makes `wanted` of this value.
    func patch(to wanted: JSONValue) -> JSONValue {
        guard case .object(let old) = self, case .object(let new) = wanted else { return wanted }
        var patch: [String: JSONValue] = [:]
        for name in old.keys where new[name] == nil { patch[name] = .null }
        for (name, value) in new where old[name] != value { patch[name] = old[name]?.patch(to: value) ?? value }
        return .object(patch)
    }
}
