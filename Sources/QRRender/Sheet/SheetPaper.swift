// SPDX-License-Identifier: Apache-2.0

/// The paper that sheets are printed on.
public enum SheetPaper: String, CaseIterable, Hashable, Sendable {
    /// 210 × 297 mm (ISO 216).
    case a4
    /// 8.5 × 11 inches (ANSI/ASME Y14.1).
    case letter

    /// The width in millimetres.
    public var width: Double {
        switch self {
        case .a4: 210
        case .letter: 215.9
        }
    }

    /// The height in millimetres.
    public var height: Double {
        switch self {
        case .a4: 297
        case .letter: 279.4
        }
    }
}
