// SPDX-License-Identifier: Apache-2.0

package import Codes

/// The key of one UTC day's visitor digests, kept in a file of the data directory and destroyed when the day is over.
package final class DailySalt: Sendable {
    /// Reads the salt of the day, or makes one.
    /// - Parameters:
    ///   - path: the file.
    ///   - now: the present moment.
    package init(path: String, now: Timestamp) throws(JournalError) {}
}
