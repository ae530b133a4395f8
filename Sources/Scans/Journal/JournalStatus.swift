// SPDX-License-Identifier: Apache-2.0

/// How the scan journal stands, for `/readyz` and the metrics.
package struct JournalStatus: Sendable {
    /// Segments that hold scans or are being written.
    package let segments: Int
    /// What all files take on the disk, spares included, in bytes.
    package let usedBytes: Int
    /// The configured bound of ``usedBytes``.
    package let maximumBytes: Int
    /// Scans recorded since the start, and those that earlier runs left.
    package let recorded: Int
    /// Scans that were answered but not recorded, since the start.
    package let overflowed: Int
    /// What stands in the way of recording or of forcing scans onto the disk; nil when nothing does.
    package let problem: JournalError?
}
