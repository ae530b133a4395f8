// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads vCards and calendars with `Oracles/read_cards.py`: vobject and icalendar, which nobody here wrote.
enum CardReader {
    /// What a reader found: the values of each property, by its name in upper case.
    typealias Properties = [String: [String]]

    /// Why there is no answer.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The properties of each text, in the same order.
    static func read(_ texts: [String]) async throws -> [Properties] {
        let folder = FileManager.default.temporaryDirectory.appending(component: "cards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(component: "texts")
        let output = folder.appending(component: "answers")
        try JSONEncoder().encode(texts).write(to: input)
        try await run([input.path, output.path], complaints: folder.appending(component: "complaints"))
        return try JSONDecoder().decode([Properties].self, from: Data(contentsOf: output))
    }

    private static var python: String {
        if let named = ProcessInfo.processInfo.environment["WAYMARK_TEST_PYTHON"] { return named }
        // Tests/CodesTests/Harness/CardReader.swift lies three folders below the package.
        let package = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return package.appending(path: ".venv/bin/python3").path
    }

    private static func run(_ files: [String], complaints: URL) async throws {
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(
                description: "There is no Python at \(python): run the tests with `make test`, which makes it.")
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracles/read_cards.py")
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script.path] + files
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        try Data().write(to: complaints)
        process.standardError = try FileHandle(forWritingTo: complaints)
        // Waiting must not hold a thread that other tests need.
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            let advice = "If a module is missing, run the tests with `make test`, which installs it."
            throw Failure(description: "read_cards.py failed. \(advice)\n\(text)")
        }
    }
}
