// SPDX-License-Identifier: Apache-2.0

/// Many codes with captions on sheets of labels, as one PDF.
///
/// The file comes in parts, one a page, so that memory does not grow with it:
/// ```swift
/// var sheet = try PrintSheet(codes, on: LabelStock.l7160.layout)
/// while let part = try sheet.next() { output.write(part) }
/// ```
/// Equal codes are drawn once and shown as often as asked. The bytes depend on nothing but the arguments.
public struct PrintSheet {
    /// A code of a sheet.
    public struct Code: Hashable, Sendable {
        /// The text to encode.
        public let text: String
        /// How the code looks and is encoded.
        public let style: Style
        /// The line under the code, if any.
        public let caption: String?

        /// A code.
        ///
        /// - Parameters:
        ///   - text: The text to encode.
        ///   - style: How the code looks and is encoded.
        ///   - caption: The line under the code, if any: at most ``PrintSheet/captionLimit`` characters.
        public init(text: String, style: Style = .standard, caption: String? = nil) {
            (self.text, self.style, self.caption) = (text, style, caption)
        }
    }

    /// The codes that a file may have.
    public static let codeRange = 1...5_000
    /// The most characters of a caption.
    public static let captionLimit = 200

    private let codes: [Code]
    private let layout: SheetLayout
    private let skipped: Int
    private let hasCutMarks: Bool
    private let allowsUnscannable: Bool
    private let ink: PrintInk
    private let title: String
    private var file = PDFFile()
    private var pages: PDFPages
    /// The forms of the codes so far, and the modules along their sides.
    private var forms: [Code: (number: Int, side: Int)] = [:]
    private var done = 0
    private var isFinished = false

    /// Prepares sheets.
    ///
    /// - Parameters:
    ///   - codes: The codes, 1…5,000, in the order of the labels: row by row from the top left.
    ///   - layout: Where the labels lie.
    ///   - skipped: The labels of the first sheet that are used up already, less than a sheet has.
    ///   - hasCutMarks: Whether lines at the edges of the paper show where to cut.
    ///   - ink: The inks.
    ///   - title: What the document is called.
    ///   - allowsUnscannable: Whether codes that do not scan are printed all the same.
    /// - Throws: ``SheetError/codes(_:)``, ``SheetError/caption(code:)`` or ``SheetError/layout(field:value:allowed:)``.
    public init(
        _ codes: [Code],
        on layout: SheetLayout,
        skipped: Int = 0,
        hasCutMarks: Bool = false,
        ink: PrintInk = .rgb,
        title: String = "QR codes",
        allowsUnscannable: Bool = false,
    ) throws(SheetError) {
        guard Self.codeRange.contains(codes.count) else { throw .codes(codes.count) }
        guard 0..<layout.labels ~= skipped else {
            throw .layout(
                field: "skipped labels", value: "\(skipped)", allowed: "a whole number from 0 to \(layout.labels - 1)",
            )
        }
        for (index, code) in codes.enumerated() {
            let scalars = (code.caption ?? "").unicodeScalars
            let isLine = scalars.allSatisfy { $0.properties.generalCategory != .control }
            guard isLine, scalars.count <= Self.captionLimit else { throw .caption(code: index) }
        }
        (self.codes, self.layout, self.skipped, self.hasCutMarks) = (codes, layout, skipped, hasCutMarks)
        (self.ink, self.title, self.allowsUnscannable) = (ink, title, allowsUnscannable)
        pages = PDFPages(file: &file)
    }

    /// The next part of the file.
    ///
    /// - Returns: Its bytes, which follow those before; `nil` when the file is complete.
    /// - Throws: ``SheetError/code(_:_:)``; the file is of no use then.
    public mutating func next() throws(SheetError) -> [UInt8]? {
        guard !isFinished else { return nil }
        if done == codes.count {
            isFinished = true
            pages.finish(title: title, subject: nil, in: &file)
            return file.take()
        }
        try appendPage()
        return file.take()
    }

    private mutating func appendPage() throws(SheetError) {
        let free = done == 0 ? skipped..<layout.labels : 0..<layout.labels
        var content = PageText()
        var shown: [Int: String] = [:]
        if hasCutMarks { CutMarks.append(layout, to: &content) }
        for (label, index) in zip(free, done..<codes.count) {
            do throws(RenderError) {
                let form = try form(of: codes[index])
                shown[form.number] = "/C\(form.number) \(form.number) 0 R"
                try append(form, caption: codes[index].caption, in: layout.label(label), to: &content)
            } catch {
                throw .code(index, error)
            }
        }
        let last = min(codes.count, done + free.count) - 1
        do {
            try pages.append(
                width: SheetLayout.points(layout.paper.width), height: SheetLayout.points(layout.paper.height),
                resources: "<</XObject<<\(shown.sorted { $0.key < $1.key }.map(\.value).joined())>>>>",
                content: content.bytes, to: &file,
            )
        } catch {
            throw .code(last, error)
        }
        done = last + 1
    }

    /// Draws a code once, in a square as many points wide as it has modules.
    private mutating func form(of code: Code) throws(RenderError) -> (number: Int, side: Int) {
        let key = Code(text: code.text, style: code.style)
        if let known = forms[key] { return known }
        let request = try RenderRequest(
            text: code.text, style: code.style, format: .pdf, ink: ink, allowsUnscannable: allowsUnscannable,
        )
        let scene = try Renderer.measured(request).scene
        let side = Double(scene.side)
        let number = file.announce()
        let drawing = try PDFDrawing(scene, matrix: [1, 0, 0, -1, 0, side], ink: ink, in: &file)
        try file.write(
            number,
            entries:
                "/Type/XObject/Subtype/Form/BBox[0 0 \(PageText.text([side, side]))]/Resources \(drawing.resources)",
            stream: drawing.content.bytes,
        )
        forms[key] = (number, scene.side)
        return (number, scene.side)
    }

    /// Shows a code in the middle of a label, its caption below.
    private func append(
        _ form: (number: Int, side: Int),
        caption: String?,
        in label: Rect,
        to content: inout PageText,
    ) throws(RenderError) {
        let padding = min(SheetLayout.points(1.5), 0.05 * min(label.width, label.height))
        let em = min(SheetCaption.em, 0.16 * label.height)
        // From the top of accents to the depth of descenders is a little more than an em.
        let line = caption == nil ? 0 : 1.3 * em
        let side = min(label.width, label.height - line) - 2 * padding
        let x = label.center.x - side / 2
        let y = label.center.y - (side + line) / 2 + line
        content.append("q")
        let scale = side / Double(form.side)
        content.append(matrix: [scale, 0, 0, scale, x, y])
        content.append("/C\(form.number) Do")
        content.append("Q")
        guard let caption else { return }
        let text = try SheetCaption(caption, width: label.width - 4 * padding, em: em)
        guard !text.path.isEmpty else { return }
        content.append("q")
        content.append(InkColors(ink: ink).components(of: .black), InkColors(ink: ink).fillOperator)
        content.append(matrix: [1, 0, 0, 1, label.center.x, y - em])
        content.append(text.path)
        content.append("f")
        content.append("Q")
    }
}
