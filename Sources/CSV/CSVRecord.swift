// SPDX-License-Identifier: Apache-2.0

/// One record of a CSV file.
package struct CSVRecord: Sendable, Hashable {
    /// The line on which it begins, from 1; quoted fields may hold line ends, so that this is not its index.
    package let line: Int
    /// The fields, quotes taken off.
    package let fields: [String]

    /// Makes a record.
    package init(line: Int, fields: [String]) {
        self.line = line
        self.fields = fields
    }
}

/// How much of a CSV file is held at once, whatever it holds.
package struct CSVLimits: Sendable, Hashable {
    /// The most fields of one record.
    package var fields: Int
    /// The most bytes of one record, quotes and separators included.
    package var recordBytes: Int

    /// Makes limits.
    package init(fields: Int = 256, recordBytes: Int = 131_072) {
        self.fields = fields
        self.recordBytes = recordBytes
    }
}

/// Where a CSV file cannot be read further, and why.
package struct CSVError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line of the file, from 1.
    package let line: Int
    /// What is wrong, and what is allowed.
    package let reason: String

    /// Makes an error.
    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }

    /// The line and the reason.
    package var description: String { "line \(line): \(reason)" }
}
