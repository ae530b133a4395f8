// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import QREncoder
import QRRender

/// Draws a static code.
struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw a static code, without a server.",
        discussion: """
            Formats: \(ImageFormat.allowed). `utf8` draws with half blocks, `matrix` writes rows of 0 and 1 without a \
            quiet zone. The format is that of --format, else of the file's ending, else utf8 on a terminal and png \
            elsewhere.
            """,
    )

    @Argument(help: "What the code holds.")
    var text: String

    @Option(name: [.short, .customLong("output")], help: "The file to write; standard output without it.")
    var output: String?

    @Option(help: "The format: \(ImageFormat.allowed).")
    var format: String?

    @Option(
        name: .customLong("error-correction"),
        help: "L, M, Q or H, exactly. (default: M, higher where it costs nothing)", )
    var errorCorrection: String?

    @Option(name: .customLong("version"), help: "The version: 1 to 40. (default: the smallest that fits)")
    var symbolVersion: Int?

    @Option(help: "The mask: 0 to 7. (default: the one with the lowest penalty)")
    var mask: Int?

    @Option(help: "The side in pixels: 1 to 9000.")
    var size: Int?

    @Option(name: .customLong("size-inches"), help: "The side in inches: 0.5 to 15.")
    var inches: Double?

    @Option(help: "Dots an inch: 72 to 600.")
    var dpi: Int?

    @Option(help: "The quiet zone in modules: 0 to 100.")
    var margin: Int = Style.standard.margin

    @Option(help: "The modules' colour: \(Color.allowed).")
    var color: String = "black"

    @Option(help: "The background's colour: \(Color.allowed).")
    var background: String = "white"

    @Option(help: "The title of an SVG, read aloud by screen readers.")
    var title: String?

    func validate() throws {
        if size != nil, inches != nil { throw ValidationError("Give --size or --size-inches, not both.") }
        if let errorCorrection, ErrorCorrection(letter: errorCorrection) == nil {
            throw ValidationError("--error-correction is \"\(errorCorrection)\"; allowed are L, M, Q and H.")
        }
        _ = try imageFormat()
    }

    func run() throws {
        let image = try draw()
        guard let output, output != "-" else { return Console.write(image.bytes) }
        do {
            try Data(image.bytes).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure("\(output) cannot be written: \(error.localizedDescription)")
        }
    }

    private func draw() throws -> RenderedImage {
        do {
            let style = try Style(
                margin: margin,
                foreground: .solid(Color(color, field: .foreground)),
                background: .solid(Color(background, field: .background)),
                errorCorrection: errorCorrection.flatMap { ErrorCorrection(letter: $0) },
                version: symbolVersion,
                mask: mask,
            )
            return try Renderer.render(
                RenderRequest(text: text, style: style, format: imageFormat(), size: imageSize(), title: title)
            )
        } catch let error as StyleError {
            throw CommandFailure("\(error)", status: CommandFailure.usage)
        } catch let error as RenderError {
            throw CommandFailure("\(error)", status: CommandFailure.usage)
        }
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

    private func imageSize() throws -> ImageSize {
        if let inches { return try .inches(inches, dpi: dpi ?? ImageSize.defaultDPI) }
        if let size { return try .pixels(size, dpi: dpi) }
        return try dpi.map { try ImageSize.automatic.at(dpi: $0) } ?? .automatic
    }
}
