// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a command writes a file to: the one that was named, or standard output.
struct OutputFile {
    private let handle: FileHandle
    private let isNamed: Bool

    /// Makes the file, or empties it.
    /// - Parameter path: the file; nil for standard output.
    /// - Throws: ``CommandFailure`` where it cannot be written.
    init(_ path: String?) throws(CommandFailure) {
        isNamed = path != nil
        guard let path else {
            handle = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure("The file \(path) cannot be written.") }
        handle = file
    }

    /// Writes the next piece.
    func write(_ piece: [UInt8]) throws { try handle.write(contentsOf: Data(piece)) }

    /// Ends the file.
    func close() throws { if isNamed { try handle.close() } }
}
