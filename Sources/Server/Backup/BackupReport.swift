// SPDX-License-Identifier: Apache-2.0

/// What a backup holds.
package struct BackupReport: Sendable, Encodable {
    /// The size of the database.
    package let databaseBytes: Int
    /// How many segments of the journal are in it: with scans that the database does not have yet.
    package let segments: Int
    /// How many files of bulk jobs are in it.
    package let jobFiles: Int
    /// Whether the secret that sealed destinations open with is in it.
    package let hasSecret: Bool
    /// Whether that secret is in the settings, and has to be kept apart.
    package let needsSetting: Bool
}
