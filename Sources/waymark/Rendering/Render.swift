// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
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

    @Flag(help: "Say how surely the picture scans; it is written only where -o says so.")
    var report = false

    @Flag(help: "Say it as JSON.")
    var json = false

    func validate() throws {
        if json, !report { throw ValidationError("--json is for --report.") }
        _ = try imageFormat()
    }

    func run() throws {
        let image = try draw()
        if report {
            guard let report = image.scanReport else {
                throw CommandFailure("A report needs a picture; take another format.", status: CommandFailure.usage)
            }
            say(report)
        }
        guard let output, output != "-" else {
            if !report { Console.write(image.bytes) }
            return
        }
        do {
            try Data(image.bytes).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure("\(output) cannot be written: \(error.localizedDescription)")
        }
    }

    private func draw() throws -> RenderedImage {
        var draft = try style.draft()
        let pictures = try style.pictures(of: draft)
        // A report tells what is wrong instead of refusing.
        if report { draft.allowUnscannable() }
        let format = try imageFormat()
        do throws(RenderError) {
            var request = try StyledText(text, draft, title: title).request(as: format, pictures: pictures)
            if smallest { request.effort = .smallest }
            return try Renderer.render(request)
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
