// SPDX-License-Identifier: Apache-2.0

/// The statements of codes, their tags, destinations and changes.
enum CodeSQL {
    static let insert = """
        INSERT INTO codes (
            data_type, payload, name, description, image_format, style, status, redirect_status, forward_query,
            expires_at, fallback, updated_at, deleted_at, routing, scan_limit, secure, password, locked, id, account,
            created_at, version
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let update = """
        UPDATE codes SET
            data_type = ?, payload = ?, name = ?, description = ?, image_format = ?, style = ?, status = ?,
            redirect_status = ?, forward_query = ?, expires_at = ?, fallback = ?, updated_at = ?, deleted_at = ?,
            routing = ?, scan_limit = ?, secure = ?, password = ?, locked = ?, version = version + 1
        WHERE number = ?
        """
    static let living = """
        SELECT \(CodeRow.columns) FROM \(CodeRow.source) WHERE c.id = ? AND c.account = ? AND c.deleted_at IS NULL
        """
    static let anywhere = "SELECT \(CodeRow.columns) FROM \(CodeRow.source) WHERE c.id = ?"
    static let exists = "SELECT 1 FROM codes WHERE id = ?"

    static let insertTag = "INSERT INTO code_tags (account, tag, code, position) VALUES (?, ?, ?, ?)"
    static let deleteTags = "DELETE FROM code_tags WHERE code = ?"
    /// Each code has one destination from the beginning.
    static let destinationChanges = "SELECT count(*) - 1 FROM code_destinations WHERE code = ?"
    static let insertChange = "INSERT INTO code_changes (id, changed_at) VALUES (?, ?)"

    static let livingCount = "SELECT living_codes FROM accounts WHERE number = ?"
    static let addToLivingCount = "UPDATE accounts SET living_codes = living_codes + ? WHERE number = ?"
}
