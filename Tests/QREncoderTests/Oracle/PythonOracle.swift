// SPDX-License-Identifier: Apache-2.0

import Foundation
import PythonPrograms

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

    private func run(_ files: [String]) async throws {
        let oracles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(component: "Oracles")
        let program = PythonProgram(script: oracles.appending(component: script).path)
        _ = try await program.run(files, in: URL(filePath: files[1]).deletingLastPathComponent())
    }
}
