// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Synchronization

/// A Python program that checks Waymark with code that nobody here wrote.
package struct PythonProgram: Sendable {
    /// Why a program did not do its work; the test that needs it fails.
    package struct Failure: Error, CustomStringConvertible {
        /// What happened, and what to do about it.
        package let description: String
    }

    /// One program is started at a time: `Process` was seen to crash where several tests started some at once.
    private static let starting = Mutex(())

    private let script: String

    /// Names a program.
    /// - Parameter script: the path of the script.
    package init(script: String) { self.script = script }

    /// Runs the program to its end on a thread of its own: waiting must not hold one that other tests need.
    /// - Parameters:
    ///   - arguments: its arguments.
    ///   - folder: where its complaints are kept meanwhile.
    /// - Returns: what it wrote to its standard output.
    /// - Throws: ``Failure`` with its complaints.
    package func run(_ arguments: [String], in folder: URL) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try wait(for: arguments, in: folder) }) }
            thread.start()
        }
    }

    private func wait(for arguments: [String], in folder: URL) throws -> Data {
        let (output, complaints) = (folder.appending(path: "output"), folder.appending(path: "complaints"))
        let process = Process()
        process.executableURL = URL(filePath: try Self.python())
        process.arguments = [script] + arguments
        try Data().write(to: output)
        try Data().write(to: complaints)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: complaints)
        try Self.starting.withLock { _ in
            // A sandboxed checkout stays clean.
            process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
            try process.run()
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            let advice = "If a module is missing, run the tests with `make test`, which installs it."
            throw Failure(description: "\(script) failed. \(advice)\n\(text)")
        }
        return try Data(contentsOf: output)
    }

    private static func python() throws -> String {
        let named = Self.starting.withLock { _ in ProcessInfo.processInfo.environment["WAYMARK_TEST_PYTHON"] }
        // Tests/PythonPrograms/PythonProgram.swift lies two folders below the package.
        let package = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let python = named ?? package.appending(path: ".venv/bin/python3").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(description: "There is no Python at \(python); run `make test`, which installs it.")
        }
        return python
    }
}
