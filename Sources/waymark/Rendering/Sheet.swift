// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Foundation
import HTTPAPI
import Management
import QRRender
import Styling

/// Prints many codes on sheets of labels.
struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lay many codes out on sheets of labels, as one PDF.",
        discussion: """
            The input has one code a line; a tab separates it from the caption below it. With --account a line has the \
            id of a dynamic code of that account, whose name is the caption where the line has none; without, the text \
            of a static code. Label stock: \(LabelStock.allowed). A grid of your own is --paper with --columns and --rows.
            """,
    )

    /// The most bytes of an input: the most codes with the most text each.
    private static let inputLimit = 16 << 20

    @OptionGroup var settings: SettingsOptions

    @Option(help: "The account whose dynamic codes are printed. (default: static codes, for which nothing is kept)")
    var account: String?

    @Argument(help: "The file with the codes; - for standard input.")
    var input: String

    @Option(name: [.short, .customLong("output")], help: "The PDF to write.")
    var output: String

    @Option(help: "The label stock: \(LabelStock.allowed).")
    var stock: String?

    @Option(help: "The paper of a grid: a4 or letter. (default: a4)")
    var paper: String?

    @Option(help: "The columns of the grid.")
    var columns: Int?

    @Option(help: "The rows of the grid.")
    var rows: Int?

    @Option(help: "The margin of the paper in millimetres. (default: 10)")
    var paperMargin: Double?

    @Option(help: "The millimetres between labels. (default: 4)")
    var gutter: Double?

    @Option(help: "How many labels of the first sheet are used up already.")
    var skip: Int = 0

    @Flag(help: "Draw lines at the edges of the paper where to cut.")
    var cutMarks = false

    @OptionGroup(title: "Style")
    var style: StyleOptions

    func validate() throws {
        let hasGrid = columns != nil || rows != nil || paper != nil || paperMargin != nil || gutter != nil
        if stock != nil, hasGrid { throw ValidationError("Give --stock or a grid of your own, not both.") }
        if stock == nil, columns == nil || rows == nil {
            throw ValidationError("Give --stock, or --columns and --rows.")
        }
        if style.size != nil || style.inches != nil || style.dpi != nil {
            throw ValidationError("A label says how large its code is: leave --size, --size-inches and --dpi out.")
        }
        if let paper, SheetPaper(rawValue: paper.lowercased()) == nil {
            throw ValidationError("--paper is \"\(paper)\"; allowed are a4 and letter.")
        }
    }

    func run() async throws {
        let draft = try style.draft()
        let pictures = try style.pictures(of: draft)
        do {
            let look = try draft.style(pictures: pictures)
            var sheet = try PrintSheet(
                try await codes(in: look),
                on: layout(),
                skipped: skip,
                hasCutMarks: cutMarks,
                ink: draft.printInk,
                allowsUnscannable: draft.wantsUnscannable,
            )
            try write { try sheet.next() }
        } catch let error as SheetError {
            throw CommandFailure(error.description, status: CommandFailure.usage)
        } catch let error as StyleError {
            throw CommandFailure(error.description, status: CommandFailure.usage)
        }
    }

    /// The codes of the lines.
    private func codes(in look: Style) async throws -> [PrintSheet.Code] {
        let lines = try lines().map { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return (text: String(parts[0]), caption: parts.count == 2 ? String(parts[1]) : nil)
        }
        guard let account else {
            return lines.map { PrintSheet.Code(text: $0.text, style: look, caption: $0.caption) }
        }
        return try await Workspace.open(settings) { workspace in
            let owner = try await workspace.account(account)
            let object = CodeObject(publicURL: workspace.publicURL)
            var codes: [PrintSheet.Code] = []
            for line in lines {
                let code = try await workspace.codes.code(line.text, of: owner)
                let caption = line.caption ?? code.settings.name
                codes.append(PrintSheet.Code(text: object.redirectURL(of: code), style: look, caption: caption))
            }
            return codes
        }
    }

    private var sheetPaper: SheetPaper { paper.flatMap { SheetPaper(rawValue: $0.lowercased()) } ?? .a4 }

    private func layout() throws(SheetError) -> SheetLayout {
        if let stock { return try LabelStock(name: stock).layout }
        return try SheetLayout(
            paper: sheetPaper, columns: columns ?? 1, rows: rows ?? 1, margin: paperMargin ?? 10, gutter: gutter ?? 4,
        )
    }

    private func lines() throws -> [Substring] {
        let data: Data
        do {
            let handle = input == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: input))
            data = try handle.read(upToCount: Self.inputLimit + 1) ?? Data()
        } catch {
            throw CommandFailure("\(input) cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= Self.inputLimit, let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure("\(input) is not UTF-8 of at most 16 MB.", status: CommandFailure.usage)
        }
        return text.split(whereSeparator: \.isNewline)
    }

    /// Writes part by part into a file beside the output, which takes its place when all is well.
    private func write(_ next: () throws -> [UInt8]?) throws {
        let partial = output + ".partial"
        guard FileManager.default.createFile(atPath: partial, contents: nil),
            let handle = FileHandle(forWritingAtPath: partial)
        else { throw CommandFailure("\(output) cannot be written.") }
        do {
            while let part = try next() { try handle.write(contentsOf: Data(part)) }
            try handle.close()
            guard unsafe rename(partial, output) == 0 else { throw CommandFailure("\(output) cannot be written.") }
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }
}
