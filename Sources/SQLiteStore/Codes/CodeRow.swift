// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import Store

/// How a code is read from a row and written to one.
enum CodeRow {
    /// The columns of ``read(_:during:)``, for a query that names codes `c` and totals `t`.
    ///
    /// The inner query orders the
    /// tags before they are joined by U+001F, which no tag contains.
    static let columns = """
        c.number, c.id, c.account, c.data_type, c.payload, c.name, c.description, c.image_format, c.style, c.status,
        c.redirect_status, c.forward_query, c.expires_at, c.fallback, c.created_at, c.updated_at, c.deleted_at, c.version,
        (SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM code_tags WHERE code = c.number ORDER BY position)),
        t.scans, t.last_scanned_at, c.routing, c.scan_limit,
        c.secure, c.password, c.locked
        """

    /// Where a code and its totals are found.
    static let source = "codes c LEFT JOIN code_totals t ON t.code = c.number"

    /// Reads the columns of ``columns``.
    /// - Throws: ``StoreError/Code/corrupt`` where a word is none that this program writes.
    static func read(_ row: Row, during operation: String) throws -> Code {
        let number: Int64 = row[0]
        let words: (id: String, type: String, status: String) = (row[1], row[3], row[9])
        guard let id = CodeID(words.id), let type = DataType(rawValue: words.type),
            let status = CodeStatus(rawValue: words.status), let redirect = RedirectStatus(rawValue: row[10]),
            let style = members(row[8]), let routing = members(row[21]).flatMap(Routing.init(stored:))
        else {
            throw StoreError.corruptRow("row \(number) of codes holds a word that is not known", during: operation)
        }
        let secure = (row[23] as String).split(separator: ",").compactMap { Protection(rawValue: String($0)) }
        let settings = CodeSettings(
            name: row[5],
            description: row[6],
            tags: tags(row[18]),
            imageFormat: row[7],
            style: style,
            status: status,
            redirectStatus: redirect,
            forwardQuery: row[11],
            expiresAt: row.moment(12),
            fallback: (row[13] as String?).map(Destination.init(stored:)),
            routing: routing,
            scanLimit: row[22],
            secure: secure,
            password: (row[24] as String?).map { .hashed(PasswordHash(stored: $0)) },
            isLocked: row[25],
        )
        return Code(
            number: number,
            id: id,
            account: AccountID(row[2]),
            payload: Payload(stored: type, text: row[4], isSealed: secure.contains(.encrypt)),
            settings: settings,
            createdAt: Timestamp(milliseconds: row[14]),
            updatedAt: Timestamp(milliseconds: row[15]),
            deletedAt: row.moment(16),
            version: row[17],
            tally: ScanTally(scans: row[19] ?? 0, lastScannedAt: row.moment(20)),
        )
    }

    /// The values that an edit may change, in the order of ``CodeSQL/insert`` and ``CodeSQL/update``.
    static func editableValues(of code: Code) throws -> [(any DatabaseValueConvertible)?] {
        let settings = code.settings
        return [
            code.payload.type.rawValue, try text(code.payload.text), try settings.name.map(text),
            try settings.description.map(text), try text(settings.imageFormat), try text(settings.style),
            settings.status.rawValue, settings.redirectStatus.rawValue, settings.forwardQuery,
            settings.expiresAt?.milliseconds, try settings.fallback.map { try text($0.text) },
            code.updatedAt.milliseconds, code.deletedAt?.milliseconds, try text(settings.routing.members),
            settings.scanLimit, settings.secure.map(\.rawValue).joined(separator: ","), try password(of: settings),
            settings.isLocked,
        ]
    }

    /// A password that was not hashed is a defect of the caller, and is not stored in clear.
    private static func password(of settings: CodeSettings) throws -> String? {
        guard let password = settings.password else { return nil }
        guard let hash = password.hash else {
            let hint = "This is a defect of Waymark: report it with this line."
            throw StoreError(.failed, operation: "codes.write", detail: "a password in clear", hint: hint)
        }
        return hash.text
    }

    /// A text that the database keeps whole: GRDB hands SQLite texts that end at the first U+0000.
    private static func text(_ text: String) throws -> String {
        guard !text.utf8.contains(0) else {
            let hint = "Take the null characters (U+0000) out of the code's texts."
            throw StoreError(.failed, operation: "codes.write", detail: "a text holds U+0000", hint: hint)
        }
        return text
    }

    private static func text(_ members: [String: JSONValue]) throws -> String {
        guard !members.isEmpty else { return "{}" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(members), as: UTF8.self)
    }

    private static func members(_ text: String) -> [String: JSONValue]? {
        text == "{}" ? [:] : try? JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
    }

    private static func tags(_ joined: String?) -> [Tag] {
        guard let joined else { return [] }
        return joined.split(separator: "\u{1F}").compactMap { Tag(String($0)) }
    }
}
