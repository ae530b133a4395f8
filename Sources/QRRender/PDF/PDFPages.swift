// SPDX-License-Identifier: Apache-2.0

/// The pages of a PDF file, and the document around them.
struct PDFPages {
    private let tree: Int
    private var pages: [Int] = []

    /// Begins a document.
    init(file: inout PDFFile) {
        tree = file.announce()
    }

    /// Appends a page.
    ///
    /// - Parameters:
    ///   - width: The points of its upper edge.
    ///   - height: The points of its left edge.
    ///   - resources: The resource dictionary.
    ///   - content: The operators.
    ///   - file: The file.
    /// - Throws: ``RenderError/outOfMemory``.
    mutating func append(
        width: Double,
        height: Double,
        resources: String,
        content: [UInt8],
        to file: inout PDFFile,
    ) throws(RenderError) {
        let stream = file.announce()
        try file.write(stream, entries: "", stream: content)
        pages.append(
            file.write(
                "<</Type/Page/Parent \(tree) 0 R/MediaBox[0 0 \(PageText.text([width, height]))]"
                    + "/Resources \(resources)/Contents \(stream) 0 R>>"
            )
        )
    }

    /// Ends the document.
    ///
    /// - Parameters:
    ///   - title: What it is called; programs show it in place of the file's name.
    ///   - subject: What it is for.
    ///   - file: The file.
    func finish(title: String, subject: String?, in file: inout PDFFile) {
        let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
        file.write(tree, "<</Type/Pages/Kids[\(kids)]/Count \(pages.count)>>")
        let catalog = file.write(
            "<</Type/Catalog/Pages \(tree) 0 R/ViewerPreferences<</DisplayDocTitle true>>>>"
        )
        let about = subject.map { $0.isEmpty ? "" : "/Subject \(PDFText.string($0))" } ?? ""
        let information = file.write("<</Title \(PDFText.string(title))\(about)/Producer(Waymark)>>")
        file.finish(catalog: catalog, information: information)
    }
}
