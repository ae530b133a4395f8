// SPDX-License-Identifier: Apache-2.0

/// The check sum at the end of cursors: tells a mangled one, and one that was made for another question, from a good one.
enum CursorChecksum {
    /// FNV-1a with 32 bits (draft-eastlake-fnv) over everything that the cursor is for.
    static func of(_ text: String) -> UInt32 {
        text.utf8.reduce(0x811C_9DC5) { sum, byte in (sum ^ UInt32(byte)) &* 0x0100_0193 }
    }
}
