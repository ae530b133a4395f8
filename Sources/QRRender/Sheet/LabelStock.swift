// SPDX-License-Identifier: Apache-2.0

/// Sheets of labels that are sold everywhere, by the numbers of their maker, Avery; others sell the same ones.
///
/// The sizes are those of the published templates; where those round, the margins are such that the labels lie in the
/// middle of the paper.
public enum LabelStock: String, CaseIterable, Hashable, Sendable {
    /// A4, 3 × 8 labels of 63.5 × 33.9 mm.
    case l7159
    /// A4, 3 × 7 labels of 63.5 × 38.1 mm.
    case l7160
    /// A4, 3 × 6 labels of 63.5 × 46.6 mm.
    case l7161
    /// A4, 2 × 7 labels of 99.1 × 38.1 mm.
    case l7163
    /// A4, 2 × 4 labels of 99.1 × 67.7 mm.
    case l7165
    /// A4, 5 × 13 labels of 38.1 × 21.2 mm.
    case l7651
    /// Letter, 3 × 10 labels of 2 5/8 × 1 inch.
    case avery5160 = "5160"
    /// Letter, 2 × 5 labels of 4 × 2 inches.
    case avery5163 = "5163"
    /// Letter, 2 × 3 labels of 4 × 3 1/3 inches.
    case avery5164 = "5164"
    /// Letter, 4 × 20 labels of 1 3/4 × 1/2 inch.
    case avery5167 = "5167"
    /// Letter, 3 × 4 square labels of 2 inches.
    case avery22806 = "22806"

    /// The names of all, in words for a message.
    public static var allowed: String { allCases.map { $0.rawValue.uppercased() }.joined(separator: ", ") }

    /// The stock of this number; letters of either case.
    ///
    /// - Parameter name: The number as printed on the pack, such as `L7160` or `5160`.
    /// - Throws: ``SheetError/layout(field:value:allowed:)`` when it is not in the list.
    public init(name: String) throws(SheetError) {
        guard name.utf8.count <= 16, let stock = LabelStock(rawValue: name.lowercased()) else {
            throw .layout(field: "labels", value: name.prefix(scalars: 40), allowed: Self.allowed)
        }
        self = stock
    }

    /// Where its labels lie.
    public var layout: SheetLayout {
        switch self {
        case .l7159: Self.a4(3, 8, width: 63.5, height: 33.9, pitch: 66.04)
        case .l7160: Self.a4(3, 7, width: 63.5, height: 38.1, pitch: 66.04)
        case .l7161: Self.a4(3, 6, width: 63.5, height: 46.6, pitch: 66.04)
        case .l7163: Self.a4(2, 7, width: 99.1, height: 38.1, pitch: 101.6)
        case .l7165: Self.a4(2, 4, width: 99.1, height: 67.7, pitch: 101.6)
        case .l7651: Self.a4(5, 13, width: 38.1, height: 21.2, pitch: 40.64)
        case .avery5160: Self.letter(3, 10, width: 2.625, height: 1, pitch: 2.75)
        case .avery5163: Self.letter(2, 5, width: 4, height: 2, pitch: 4.1875)
        case .avery5164: Self.letter(2, 3, width: 4, height: 10 / 3, pitch: 4.1875)
        case .avery5167: Self.letter(4, 20, width: 1.75, height: 0.5, pitch: 2.0625)
        case .avery22806: Self.letter(3, 4, width: 2, height: 2, pitch: 2.625, verticalPitch: 31 / 12)
        }
    }

    private static func a4(_ columns: Int, _ rows: Int, width: Double, height: Double, pitch: Double) -> SheetLayout {
        centered(.a4, columns, rows, width, height, pitch, height)
    }

    /// A layout in inches.
    private static func letter(
        _ columns: Int,
        _ rows: Int,
        width: Double,
        height: Double,
        pitch: Double,
        verticalPitch: Double? = nil,
    ) -> SheetLayout {
        centered(.letter, columns, rows, width * 25.4, height * 25.4, pitch * 25.4, (verticalPitch ?? height) * 25.4)
    }

    private static func centered(
        _ paper: SheetPaper,
        _ columns: Int,
        _ rows: Int,
        _ width: Double,
        _ height: Double,
        _ pitch: Double,
        _ verticalPitch: Double,
    ) -> SheetLayout {
        SheetLayout(
            paper, columns, rows, width: width, height: height,
            left: (paper.width - Double(columns - 1) * pitch - width) / 2,
            top: (paper.height - Double(rows - 1) * verticalPitch - height) / 2,
            horizontalPitch: pitch, verticalPitch: verticalPitch,
        )
    }
}
