// SPDX-License-Identifier: Apache-2.0

import Codes
import Crypto
import Foundation
import GRDB

/// Ids of codes that went with their accounts: never given again, and kept as digests, which say nothing.
enum RetiredIDs {
    /// Whether an id was given to a code that is gone.
    static func contain(_ id: CodeID, in database: Database) throws -> Bool {
        try database.first("SELECT 1 FROM retired_ids WHERE digest = ?", [digest(of: id.text)]) { _ in true } ?? false
    }

    /// Notes that a code of an id is gone.
    static func add(_ id: String, in database: Database) throws {
        try database.run("INSERT INTO retired_ids (digest) VALUES (?) ON CONFLICT DO NOTHING", [digest(of: id)])
    }

    private static func digest(of id: String) -> Data { Data(SHA256.hash(data: Data(id.utf8))) }
}
