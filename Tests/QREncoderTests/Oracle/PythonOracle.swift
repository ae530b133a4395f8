// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs a script of `Oracles/` once for many requests.
struct PythonOracle {
    /// The file name of the script.
    let script: String

    /// Why an oracle gave no answers.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Sends the requests and returns the answers in the same order.
    func answers<Answer: Decodable>(to requests: [some Encodable], as type: Answer.Type) async throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appending(component: "oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(component: "requests")
        let output = folder.appending(component: "answers")
        let encoder = JSONEncoder()
        let lines = try requests.map { try encoder.encode($0) + Data("\n".utf8) }
        try Data(lines.joined()).write(to: input)
        try await run([input.path, output.path])
        let decoder = JSONDecoder()
        let answers = try Data(contentsOf: output).split(separator: UInt8(ascii: "\n"))
            .map { try decoder.decode(Answer.self, from: $0) }
        guard answers.count == requests.count else {
            throw Failure(description: "\(script) gave \(answers.count) answers to \(requests.count) requests.")
        }
        return answers
    }

    private static var python: String {
        if let named = ProcessInfo.processInfo.environment["WAYMARK_TEST_PYTHON"] { return named }
        // Tests/QREncoderTests/Oracle/PythonOracle.swift lies three folders below the package.
        let package = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return package.appending(path: ".venv/bin/python3").path
    }

    private func run(_ files: [String]) async throws {
        let python = PythonOracle.python
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(
                description: "There is no Python at \(python): run the tests with `make test`, which makes it.")
        }
        let oracles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(component: "Oracles")
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [oracles.appending(component: script).path] + files
        // A sandboxed checkout stays clean.
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        let complaints = URL(filePath: files[1]).deletingLastPathComponent().appending(component: "complaints")
        try Data().write(to: complaints)
        process.standardError = try FileHandle(forWritingTo: complaints)
        // Waiting must not hold a thread that other tests need.
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            throw Failure(
                description: """
                    \(script) failed. If a module is missing, run the tests with `make test`, which installs it.
                    \(text)
                    """)
        }
    }
}
