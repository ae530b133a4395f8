// SPDX-License-Identifier: Apache-2.0

package import Codes
import Glibc
import Synchronization

/// Rows that come in one by one and are written to the disk as they come.
///
/// Nothing of it counts before ``BulkJobs/submit(_:as:for:)``.
package final class BulkSubmission: Sendable {
    private struct State {
        var rows = 0
        var buffer: [UInt8] = []
        /// How many bytes are in the file.
        var written = 0
    }

    /// The id that the job will have.
    package let id: BulkJobID
    private let file: BulkFile
    private let folder: BulkFolder
    private let state = Mutex(State())

    private static let bufferedBytes = 256 << 10

    init(id: BulkJobID, folder: BulkFolder) throws(BulkFileError) {
        self.id = id
        self.folder = folder
        file = try BulkFile(folder.rows(of: id), O_RDWR | O_CREAT | O_EXCL)
    }

    /// How many rows there are.
    package var rows: Int { state.withLock(\.rows) }

    /// The bytes of the rows as they are kept.
    var bytes: Int { state.withLock { $0.written + $0.buffer.count } }

    /// Takes a row.
    package func append(_ row: Span<UInt8>) throws(BulkFileError) {
        try state.withLock { state throws(BulkFileError) in
            RowFrame.append(row, to: &state.buffer)
            state.rows += 1
            if state.buffer.count >= Self.bufferedBytes { try flush(&state) }
        }
    }

    /// Forces the rows, and the name of their file, onto the disk.
    func finish() async throws(BulkFileError) {
        try state.withLock { state throws(BulkFileError) in try flush(&state) }
        try await folder.wait { [file, folder] () throws(BulkFileError) in
            try file.sync()
            try folder.sync()
        }
    }

    /// Takes it all back.
    package func discard() { try? folder.remove(file.path) }

    private func flush(_ state: inout State) throws(BulkFileError) {
        try file.write(state.buffer, at: state.written)
        state.written += state.buffer.count
        state.buffer.removeAll(keepingCapacity: true)
    }
}
