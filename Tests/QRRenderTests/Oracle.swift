// SPDX-License-Identifier: Apache-2.0

import Foundation
import PythonPrograms

/// Runs `Oracles/pictures.py`, whose decoders, XML parser and rasterisers share no code with Waymark.
enum Oracle {
    /// What the script can be asked; the members are those of its jobs.
    struct Job: Encodable {
        var kind: String
        var path: String
        var svg: String?
        var plain: String?
        var matrix: [String]?
        var side: Int?
        var module: Int?
        var offset: Int?
        var dark: [UInt8]?
        var light: [UInt8]?
    }

    /// Asks the script about files in a temporary folder, which is gone afterwards.
    ///
    /// - Parameters:
    ///   - files: The files to write, by name.
    ///   - jobs: The questions, with names of files for paths.
    ///   - answer: The type of one answer.
    /// - Returns: The answers in the order of the jobs.
    /// - Throws: a failure of the program with what to do, or what a file could not be written for.
    static func ask<Answer: Decodable>(
        files: [String: [UInt8]],
        _ jobs: [Job],
        for answer: Answer.Type = Answer.self,
    ) async throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        let questions = folder.appending(path: "jobs.json")
        let absolute = jobs.map { job in
            var job = job
            job.path = folder.appending(path: job.path).path
            job.svg = job.svg.map { folder.appending(path: $0).path }
            job.plain = job.plain.map { folder.appending(path: $0).path }
            return job
        }
        try JSONEncoder().encode(absolute).write(to: questions)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracles/pictures.py")
        let answers = try await PythonProgram(script: script.path).run([questions.path], in: folder)
        return try JSONDecoder().decode([Answer].self, from: answers)
    }
}
