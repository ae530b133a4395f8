// SPDX-License-Identifier: Apache-2.0

/// A dynamic code: the printed id, where it leads now, and how it looks.
package struct Code: Sendable, Hashable {
    /// The store's row number: short, stable, never shown; scans refer to it.
    ///
    /// 0 until the code is stored.
    package var number: Int64
    /// The printed short id.
    package let id: CodeID
    /// The account that owns the code.
    package let account: AccountID
    /// What a scan leads to.
    package var payload: Payload
    /// How the redirect, the image and the lists treat the code.
    package var settings: CodeSettings
    /// When the code was made.
    package let createdAt: Timestamp
    /// When the code was last edited; its creation until then.
    package var updatedAt: Timestamp
    /// When the code was deleted; nil while it lives.
    ///
    /// A deleted code keeps its id for ever.
    package var deletedAt: Timestamp?
    /// Counts edits from 1; the basis of the `ETag`.
    package var version: Int
    /// How often the code was scanned so far; filled by the store, never written through a code.
    package var tally: ScanTally

    /// Makes a code that is not stored yet.
    package init(id: CodeID, account: AccountID, payload: Payload, settings: CodeSettings, createdAt: Timestamp) {
        self.init(
            number: 0,
            id: id,
            account: account,
            payload: payload,
            settings: settings,
            createdAt: createdAt,
            updatedAt: createdAt,
            deletedAt: nil,
            version: 1,
            tally: ScanTally(),
        )
    }

    /// Puts a code together from a store's row.
    package init(
        number: Int64,
        id: CodeID,
        account: AccountID,
        payload: Payload,
        settings: CodeSettings,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp?,
        version: Int,
        tally: ScanTally,
    ) {
        self.number = number
        self.id = id
        self.account = account
        self.payload = payload
        self.settings = settings
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
        self.version = version
        self.tally = tally
    }
}

extension Code {
    /// Whether it is encrypted or has a password: its destination is not changed by naming another one alone.
    package var isGuarded: Bool { settings.secure.contains(.password) || settings.secure.contains(.encrypt) }
}

/// How often a code was scanned, people only: known bots and HEAD requests are left out.
package struct ScanTally: Sendable, Hashable {
    /// Scans since the code was made.
    package var scans: Int
    /// The moment of the latest scan; nil while there is none.
    package var lastScannedAt: Timestamp?

    /// Makes a tally; by default that of a code that was never scanned.
    package init(scans: Int = 0, lastScannedAt: Timestamp? = nil) {
        self.scans = scans
        self.lastScannedAt = lastScannedAt
    }
}
