// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Foundation
import HTTPAPI
import QRRender
import Styling

/// Draws a static code.
struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw a static code, without a server.",
        discussion: """
            Formats: \(ImageFormat.allowed). `utf8` draws with half blocks, `matrix` writes rows of 0 and 1 without a \
            quiet zone. The format is that of --format, else of the file's ending, else utf8 on a terminal and png \
            elsewhere. A style that could not be scanned is refused with the reason.
            """,
    )

    @Argument(help: "What the code holds.")
    var text: String

    @Option(name: [.short, .customLong("output")], help: "The file to write; standard output without it.")
    var output: String?

    @Option(help: "The format: \(ImageFormat.allowed).")
    var format: String?

    @OptionGroup(title: "Style")
    var style: StyleOptions

    @Option(help: "The title of an SVG or PDF, read aloud by screen readers.")
    var title: String?

    @Flag(help: "Take longer over a PNG for a smaller file.")
    var smallest = false

    @Option(
        help: "Divide the text among so many symbols, 2 to 16, that readers put together again: FILE-1.png and so on.")
    var parts: Int?

    @Flag(help: "Say how surely the picture scans; it is written only where -o says so.")
    var report = false

    @Flag(help: "Say it as JSON.")
    var json = false

    func validate() throws {
        if json, !report { throw ValidationError("--json is for --report.") }
        if parts != nil {
            let isFile = output.map { $0 != "-" } ?? false
            guard isFile, !report, style.symbology == nil || style.symbology == "qr" else {
                throw ValidationError("--parts is for QR codes in files: give -o FILE, and no --report.")
            }
        }
        let format = try imageFormat()
        if smallest, format != .png {
            throw ValidationError("--smallest is for png, and the format is \(format.rawValue).")
        }
    }

    func run() throws {
        if let parts { return try drawParts(parts) }
        let image = try draw { request throws(RenderError) in try Renderer.render(request) }
        if report {
            guard let report = image.scanReport else {
                throw CommandFailure(Self.noReport, status: CommandFailure.usage)
            }
            say(report)
        }
        guard let output, output != "-" else {
            if !report { Console.write(image.bytes) }
            return
        }
        try write(image, to: output)
    }

    /// Draws a sequence of symbols, and writes each to a file whose name has its number.
    private func drawParts(_ count: Int) throws {
        guard let output else { return }
        let images = try draw { request throws(RenderError) in
            try Renderer.renderSequence(request, symbols: count)
        }
        let file = URL(filePath: output)
        let (name, ending) = (file.deletingPathExtension().relativePath, file.pathExtension)
        for (index, image) in images.enumerated() {
            try write(image, to: "\(name)-\(index + 1)" + (ending.isEmpty ? "" : ".\(ending)"))
        }
    }

    private func write(_ image: RenderedImage, to path: String) throws {
        do {
            try Data(image.bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure("\(path) cannot be written: \(error.localizedDescription)")
        }
    }

    private static let noReport = "There is a report for pictures of QR codes only; take another format or symbology."

    private func draw<Drawn>(_ render: (RenderRequest) throws(RenderError) -> Drawn) throws -> Drawn {
        var draft = try style.draft()
        let pictures = try style.pictures(of: draft)
        // A report tells what is wrong instead of refusing.
        if report { draft.allowUnscannable() }
        let format = try imageFormat()
        if let fault = draft.strayInk(as: format, at: "") {
            throw CommandFailure("--\(fault.detail)", status: CommandFailure.usage)
        }
        do throws(RenderError) {
            var request = try StyledText(text, draft, title: title).request(as: format, pictures: pictures)
            if smallest { request.effort = .smallest }
            return try render(request)
        } catch {
            throw CommandFailure("\(error)", status: CommandFailure.usage)
        }
    }

    private func say(_ report: ScanReport) {
        if json { return Console.say(ScanReportObject.json(of: report)) }
        Console.say(ReportText(report).lines.joined(separator: "\n"))
    }

    private func imageFormat() throws -> ImageFormat {
        let ending = output.flatMap { $0.split(separator: ".").last.map(String.init) }
        guard let name = format else {
            let standard: ImageFormat = output == nil && isatty(STDOUT_FILENO) == 1 ? .utf8 : .png
            guard let output, let ending, output.contains(".") else { return standard }
            if let format = ImageFormat(name: ending) { return format }
            throw ValidationError(
                "\(output) ends in no format; end in one of \(ImageFormat.allowed), or give --format.")
        }
        if let format = ImageFormat(name: name) { return format }
        throw ValidationError("--format is \"\(name)\"; allowed are \(ImageFormat.allowed).")
    }
}
