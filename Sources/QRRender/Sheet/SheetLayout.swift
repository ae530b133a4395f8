// SPDX-License-Identifier: Apache-2.0

/// Where the labels of a sheet lie, in millimetres; always inside the paper.
public struct SheetLayout: Hashable, Sendable {
    /// The columns and rows that a sheet may have.
    public static let gridRange = 1...50
    /// The millimetres that margins and gutters may have.
    public static let marginRange = 0.0...100.0
    /// The least millimetres of a label either way.
    public static let leastLabel = 10.0

    /// The paper.
    public let paper: SheetPaper
    /// The labels side by side.
    public let columns: Int
    /// The labels one below the other.
    public let rows: Int
    /// The width of a label.
    public let labelWidth: Double
    /// The height of a label.
    public let labelHeight: Double
    /// The margin at the left edge.
    public let left: Double
    /// The margin at the top edge.
    public let top: Double
    /// From the left edge of a label to that of the next.
    public let horizontalPitch: Double
    /// From the top edge of a label to that of the next.
    public let verticalPitch: Double

    /// The labels of one page.
    public var labels: Int { columns * rows }

    /// The paper divided evenly.
    ///
    /// - Parameters:
    ///   - paper: The paper.
    ///   - columns: The labels side by side, 1…50.
    ///   - rows: The labels one below the other, 1…50.
    ///   - margin: The millimetres along all edges of the paper, 0…100.
    ///   - gutter: The millimetres between labels, 0…100.
    /// - Throws: ``SheetError`` that names the part out of range, or says that no room is left for labels.
    public init(
        paper: SheetPaper = .a4,
        columns: Int,
        rows: Int,
        margin: Double = 10,
        gutter: Double = 4,
    ) throws(SheetError) {
        for (name, value) in [("columns", columns), ("rows", rows)] where !Self.gridRange.contains(value) {
            throw .layout(field: name, value: "\(value)", allowed: "a whole number from 1 to 50")
        }
        for (name, value) in [("margin", margin), ("gutter", gutter)] where !Self.marginRange.contains(value) {
            throw .layout(field: name, value: "\(value)", allowed: "millimetres from 0 to 100")
        }
        let width = (paper.width - 2 * margin - Double(columns - 1) * gutter) / Double(columns)
        let height = (paper.height - 2 * margin - Double(rows - 1) * gutter) / Double(rows)
        guard min(width, height) >= Self.leastLabel else {
            throw .layout(
                field: "columns and rows", value: "\(columns) × \(rows)",
                allowed: "as many as leave each label at least 10 mm wide and high beside margins and gutters",
            )
        }
        self.init(
            paper, columns, rows, width: width, height: height, left: margin, top: margin,
            horizontalPitch: width + gutter, verticalPitch: height + gutter,
        )
    }

    /// A layout whose numbers are known to be good.
    init(
        _ paper: SheetPaper,
        _ columns: Int,
        _ rows: Int,
        width: Double,
        height: Double,
        left: Double,
        top: Double,
        horizontalPitch: Double,
        verticalPitch: Double,
    ) {
        (self.paper, self.columns, self.rows) = (paper, columns, rows)
        (labelWidth, labelHeight, self.left, self.top) = (width, height, left, top)
        (self.horizontalPitch, self.verticalPitch) = (horizontalPitch, verticalPitch)
    }

    /// A label in points, the origin at the lower left corner of the paper and y going up, as PDF has it.
    func label(_ index: Int) -> Rect {
        let (row, column) = index.quotientAndRemainder(dividingBy: columns)
        let x = left + Double(column) * horizontalPitch
        let bottom = paper.height - top - Double(row) * verticalPitch - labelHeight
        return Rect(
            x: Self.points(x), y: Self.points(bottom), width: Self.points(labelWidth), height: Self.points(labelHeight),
        )
    }

    /// Millimetres in points of 1/72 inch.
    static func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }
}
