// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Glibc

/// A Python program that checks Waymark with code that nobody here wrote.
package struct PythonProgram: Sendable {
    /// Why a program did not do its work; the test that needs it fails.
    package struct Failure: Error, CustomStringConvertible {
        /// What happened, and what to do about it.
        package let description: String
    }

    /// The variables of this process, read once: a sandboxed checkout stays clean.
    private static let environment = ProcessInfo.processInfo.environment
        .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }

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
        let words = [try Self.python(), script] + arguments
        guard try Self.run(words, output: output.path, complaints: complaints.path) == 0 else {
            let text = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            let advice = "If a module is missing, run the tests with `make test`, which installs it."
            throw Failure(description: "\(script) failed. \(advice)\n\(text)")
        }
        return try Data(contentsOf: output)
    }

    /// Starts a program, and waits for its end.
    ///
    /// Not by `Process`, which was seen to crash where many tests run beside it.
    /// - Returns: its status as of `waitpid`; 0 when it did well.
    private static func run(_ words: [String], output: String, complaints: String) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (descriptor, path) in [(1, output), (2, complaints)] as [(Int32, String)] {
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        let path = words[0]
        var (pid, status) = (pid_t(), Int32())
        let failure = unsafe withPointers(to: words) { words in
            unsafe withPointers(to: environment.map { "\($0)=\($1)" }) { variables in
                unsafe posix_spawn(&pid, path, &actions, nil, words, variables)
            }
        }
        guard failure == 0 else { throw Failure(description: "\(path) does not start: errno \(failure)") }
        while unsafe waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw Failure(description: "\(path) is lost: errno \(errno)") }
        }
        return status
    }

    /// Calls `body` with the strings as C has them, and `nil` behind the last.
    private static func withPointers<Result>(
        to strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result,
    ) -> Result {
        let pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe body(pointers)
    }

    private static func python() throws -> String {
        let named = environment["WAYMARK_TEST_PYTHON"]
        // Tests/PythonPrograms/PythonProgram.swift lies two folders below the package.
        let package = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let python = named ?? package.appending(path: ".venv/bin/python3").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(description: "There is no Python at \(python); run `make test`, which installs it.")
        }
        return python
    }
}
