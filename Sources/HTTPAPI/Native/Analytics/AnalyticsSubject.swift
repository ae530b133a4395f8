// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Whose scans an answer is about.
enum AnalyticsSubject {
    /// One code, named in the path.
    case code(CodeID)
    /// Codes that are listed in the query.
    case codes([CodeID])
    /// The codes with a tag.
    case tag(Tag)
    /// All codes of the account.
    case account

    /// Reads `tag` or `ids` of a question about many codes; neither is the whole account.
    init(_ fields: inout FieldReader) {
        let tag = fields.string("tag", maximum: 256)
        let ids = fields.string("ids", maximum: 70 * ScanScope.maximumCodes)
        switch (tag, ids) {
        case (nil, nil): self = .account
        case (let tag?, nil):
            self = Tag(tag).map(Self.tag) ?? .account
            if Tag(tag) == nil { fields.fault("tag", "a tag has 1 to 64 bytes and no control characters") }
        case (nil, let ids?):
            let names = ids.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let known = names.compactMap { CodeID(reference: $0) }
            self = .codes(known)
            guard (1...ScanScope.maximumCodes).contains(names.count), known.count == names.count else {
                fields.fault("ids", "ids must be 1 to \(ScanScope.maximumCodes) ids of codes, with commas in between")
                return
            }
        case (_?, _?):
            self = .account
            fields.fault("ids", "give tag or ids, not both")
        }
    }

    /// The question's scope.
    var scope: ScanScope {
        switch self {
        case .code(let id): .code(id)
        case .codes(let ids): .codes(ids)
        case .tag(let tag): .tag(tag)
        case .account: .account
        }
    }

    /// The most names that an answer repeats.
    private static let mostNamed = 20

    /// Refuses listed ids and a tag that the account never had.
    func checkNames(in scans: any ScanStore, of account: AccountID) async throws {
        guard let unknown = try await unknownNames(in: scans, of: account) else { return }
        let fault = FieldFault("\(QueryFields.base)/\(unknown.parameter)", unknown.detail)
        throw Problem(.notFound, unknown.detail, faults: [fault])
    }

    /// What is named and the account never had, as the parameter and a sentence; nil where it had all.
    ///
    /// Not the id of a single code, which the answer itself finds out: one question to the store less.
    func unknownNames(in scans: any ScanStore, of account: AccountID) async throws(StoreError)
        -> (parameter: String, detail: String)?
    {
        switch self {
        case .code, .account: return nil
        case .codes:
            let unknown = try await scans.unknownNames(in: scope, of: account)
            guard !unknown.isEmpty else { return nil }
            let more = unknown.count > Self.mostNamed ? " and \(unknown.count - Self.mostNamed) more" : ""
            let named = unknown.prefix(Self.mostNamed).joined(separator: ", ") + more
            return ("ids", "the account has no code of the ids \(named)")
        case .tag(let tag):
            guard try await !scans.unknownNames(in: scope, of: account).isEmpty else { return nil }
            return ("tag", "no code of the account carries the tag \(tag.text), and none was counted by it")
        }
    }

    /// The codes that are listed or tagged, for scans one by one; nil where none are named so.
    var listedCodes: RecordedScanQuery.Codes? {
        switch self {
        case .codes(let ids): .ids(ids)
        case .tag(let tag): .tag(tag)
        case .code, .account: nil
        }
    }

    /// Writes the members that name the subject.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .code(let id): writer.member("id", id.text)
        case .codes(let ids): writer.member("ids", ids.map(\.text))
        case .tag(let tag): writer.member("tag", tag.text)
        case .account: break
        }
    }

    /// A text of which all but ASCII letters, digits and `-` is left out, or `_` for each run of the rest.
    private static func plain(_ text: String) -> String {
        let parts = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-") }
        return parts.isEmpty ? "_" : parts.joined(separator: "_")
    }

    /// The beginning of the name of a file about it: only characters that every file system takes.
    var fileName: String {
        switch self {
        case .code(let id): "analytics-\(id.text)"
        case .codes: "analytics-codes"
        case .tag(let tag): "analytics-tag-\(Self.plain(tag.text))"
        case .account: "analytics"
        }
    }
}
