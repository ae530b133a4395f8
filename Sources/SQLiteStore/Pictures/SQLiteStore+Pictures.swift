// SPDX-License-Identifier: Apache-2.0

package import Codes
import Foundation
import GRDB
package import Store

extension SQLiteStore {
    /// Adds the file and the account's right to it in one transaction.
    package func keep(
        _ picture: KeptPicture,
        for account: AccountID,
        limit: Int,
        at moment: Timestamp,
    ) async throws(StoreError) -> Bool {
        let digest = Data(picture.digest.bytes)
        return try await write("pictures.keep") { database in
            let isKept = try database.first(PictureSQL.isKept, [account.number, digest]) { _ in true } ?? false
            if isKept { return true }
            let count = try database.first(PictureSQL.count, [account.number]) { row -> Int in row[0] } ?? 0
            guard count < limit else { return false }
            try database.run(PictureSQL.insertFile, [digest, Data(picture.file), moment.milliseconds])
            try database.run(PictureSQL.insertRight, [account.number, digest])
            return true
        }
    }

    /// Reads a file by its digest, if the account has the right to it.
    package func picture(
        _ digest: PictureDigest,
        of account: AccountID,
    ) async throws(StoreError) -> KeptPicture? {
        try await read("pictures.read") { database in
            try database.first(PictureSQL.file, [account.number, Data(digest.bytes)]) { row in
                KeptPicture(digest: digest, file: [UInt8](row[0] as Data))
            }
        }
    }
}

/// The statements about pictures.
private enum PictureSQL {
    static let isKept = "SELECT 1 FROM account_pictures WHERE account = ? AND digest = ?"

    static let count = "SELECT count(*) FROM account_pictures WHERE account = ?"

    static let insertFile = "INSERT INTO pictures (digest, file, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

    static let insertRight = "INSERT INTO account_pictures (account, digest) VALUES (?, ?)"

    static let file = """
        SELECT pictures.file FROM account_pictures JOIN pictures USING (digest)
        WHERE account_pictures.account = ? AND account_pictures.digest = ?
        """
}
