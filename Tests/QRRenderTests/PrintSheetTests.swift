// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRRender
import Testing

@Suite("Print sheets")
struct PrintSheetTests {
    @Test("every code is read on its page, which has the size of the paper", arguments: [SheetPaper.a4, .letter])
    func pages(paper: SheetPaper) async throws {
        let layout = try SheetLayout(paper: paper, columns: 2, rows: 3)
        let codes = (0..<4).map { PrintSheet.Code(text: "https://waymark.example/\($0)", caption: "Number \($0)") }
        let file = try whole(PrintSheet(codes, on: layout, skipped: 2, hasCutMarks: true, title: "Labels"))
        let pages: [DocumentTests.Page] = try await Oracle.ask(
            files: ["a.pdf": file], [Oracle.Job(kind: "page", path: "a.pdf", side: 1_400)],
        )
        #expect(pages[0].texts == codes.map(\.text))
        #expect(pages[0].pages == 1)
        #expect(pages[0].title == "Labels")
        #expect((pages[0].width * 25.4 / 72 - paper.width).magnitude < 0.01)
        #expect((pages[0].height * 25.4 / 72 - paper.height).magnitude < 0.01)
    }

    @Test("the file comes a page at a time, and equal codes are drawn once")
    func parts() throws {
        let layout = try SheetLayout(columns: 2, rows: 2)
        var different = try PrintSheet((0..<9).map { .init(text: "code \($0)") }, on: layout)
        var parts = 0
        while try different.next() != nil { parts += 1 }
        // Three pages and the table at the end.
        #expect(parts == 4)
        let equal = try whole(PrintSheet(Array(repeating: .init(text: "code 0"), count: 400), on: layout))
        let forms = String(decoding: equal, as: UTF8.self).components(separatedBy: "/Subtype/Form").count - 1
        #expect(forms == 1)
    }

    @Test("the same sheets have the same bytes, in inks that differ by their numbers alone")
    func deterministic() async throws {
        let codes = (0..<3).map { PrintSheet.Code(text: "code \($0)", caption: "№ \($0)") }
        let layout = LabelStock.l7160.layout
        let file = try whole(PrintSheet(codes, on: layout, ink: .cmyk))
        #expect(try file == whole(PrintSheet(codes, on: layout, ink: .cmyk)))
        let plates: [[String: Double]] = try await Oracle.ask(
            files: ["a.pdf": file], [Oracle.Job(kind: "inks", path: "a.pdf")],
        )
        #expect(plates[0]["Cyan"] == 0)
        #expect(try #require(plates[0]["Black"]) > 0.001)
    }

    @Test("labels of every stock lie inside the paper and apart from each other", arguments: LabelStock.allCases)
    func stocks(stock: LabelStock) throws {
        let layout = stock.layout
        #expect(layout.left >= 0 && layout.top >= 0)
        let right = layout.left + Double(layout.columns - 1) * layout.horizontalPitch + layout.labelWidth
        let bottom = layout.top + Double(layout.rows - 1) * layout.verticalPitch + layout.labelHeight
        #expect((right + layout.left - layout.paper.width).magnitude < 1e-9)
        #expect((bottom + layout.top - layout.paper.height).magnitude < 1e-9)
        #expect(layout.horizontalPitch >= layout.labelWidth && layout.verticalPitch >= layout.labelHeight)
        #expect(try LabelStock(name: stock.rawValue.uppercased()) == stock)
    }

    @Test("the margins of well-known stock are those of its templates")
    func margins() {
        let small = LabelStock.l7160.layout
        #expect((small.top - 15.15).magnitude < 0.01 && (small.left - 7.21).magnitude < 0.02)
        let letter = LabelStock.avery5160.layout
        #expect((letter.top - 12.7).magnitude < 1e-9 && (letter.left - 0.1875 * 25.4).magnitude < 1e-9)
        let square = LabelStock.avery22806.layout
        #expect((square.left - 0.625 * 25.4).magnitude < 1e-9 && (square.top - 0.625 * 25.4).magnitude < 1e-9)
    }

    @Test("captions of any length are set, and bad codes are named by their place")
    func captions() throws {
        let layout = LabelStock.l7651.layout
        let long = String(repeating: "wide caption ", count: 15)
        #expect(throws: Never.self) {
            try whole(PrintSheet([.init(text: "a", caption: long), .init(text: "b", caption: "")], on: layout))
        }
        #expect(throws: SheetError.caption(code: 1)) {
            try PrintSheet([.init(text: "a"), .init(text: "b", caption: long + long)], on: layout)
        }
        #expect(throws: SheetError.caption(code: 0)) {
            try PrintSheet([.init(text: "a", caption: "two\nlines")], on: layout)
        }
        let unknown = #expect(throws: SheetError.self) {
            try whole(PrintSheet([.init(text: "a"), .init(text: "b", caption: "漢")], on: layout))
        }
        #expect(unknown?.description.hasPrefix("Code 2: frameLabel cannot be \"漢") == true)
    }

    @Test("what is out of range is refused with what is allowed")
    func bounds() throws {
        let layout = LabelStock.avery5167.layout
        #expect(throws: SheetError.codes(0)) { try PrintSheet([], on: layout) }
        let many = Array(repeating: PrintSheet.Code(text: "a"), count: 5_001)
        #expect(throws: SheetError.codes(5_001)) { try PrintSheet(many, on: layout) }
        #expect(throws: SheetError.self) { try PrintSheet([.init(text: "a")], on: layout, skipped: 80) }
        #expect(throws: SheetError.self) { try PrintSheet([.init(text: "a")], on: layout, skipped: -1) }
        for (columns, rows, margin, gutter) in [
            (0, 1, 10.0, 4.0), (51, 1, 10, 4), (1, 0, 10, 4), (1, 1, -1, 4), (1, 1, .nan, 4), (1, 1, 100.1, 4),
            (30, 1, 10, 4),
            (2, 2, 10, 101),
        ] {
            let error = #expect(throws: SheetError.self) {
                try SheetLayout(columns: columns, rows: rows, margin: margin, gutter: gutter)
            }
            #expect(error?.description.contains("allowed: ") == true)
        }
        let unknown = #expect(throws: SheetError.self) { try LabelStock(name: "L9999") }
        #expect(unknown?.description.contains("L7159, L7160") == true)
    }

    private func whole(_ sheet: consuming PrintSheet) throws(SheetError) -> [UInt8] {
        var sheet = sheet
        var file: [UInt8] = []
        while let part = try sheet.next() { file += part }
        return file
    }
}
