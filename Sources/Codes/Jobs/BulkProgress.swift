// SPDX-License-Identifier: Apache-2.0

/// How much of a bulk job is done: a beginning of its rows, and the beginning of its result that they made.
package struct BulkProgress: Sendable, Hashable {
    /// Rows that are done, failed ones among them; also the index of the next.
    package var processed = 0
    /// Rows of these that made what they asked for.
    package var succeeded = 0
    /// Where the next row begins in the file of the rows, in bytes.
    package var spoolOffset = 0
    /// How long the result is, in bytes of its file.
    package var resultBytes = 0
    /// How long the entries of the result are as JSON, in bytes.
    package var entryBytes = 0
    /// How many bytes of these entries a JSON string has to escape.
    package var escapes = 0
    /// Failed rows by the features that they asked for.
    package var failed = FailedFeatures()

    /// Nothing is done.
    package init() {}
}

/// Failed rows by the features that they asked for; a row counts under each of its features.
package struct FailedFeatures: Sendable, Hashable {
    /// Rows that asked for a dynamic code.
    package var dynamic = 0
    /// Rows that named what is to guard the code.
    package var secured = 0
    /// Rows that named sources.
    package var sourced = 0

    /// None.
    package init() {}
}
