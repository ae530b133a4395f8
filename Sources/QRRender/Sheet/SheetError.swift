// SPDX-License-Identifier: Apache-2.0

/// Why a sheet could not be made.
public enum SheetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There are no codes, or more than ``PrintSheet/codeRange`` allows.
    case codes(Int)
    /// A part of the layout is out of range.
    case layout(field: String, value: String, allowed: String)
    /// A caption is too long or has more than one line; codes count from 0.
    case caption(code: Int)
    /// A code cannot be drawn, or its caption cannot be set; codes count from 0.
    case code(Int, RenderError)

    /// One or two sentences: which part or code, what is wrong, and what is allowed.
    public var description: String {
        switch self {
        case .codes(let count): "A sheet cannot have \(count) codes; allowed: 1 to 5000."
        case .layout(let field, let value, let allowed): "\(field) cannot be \"\(value)\"; allowed: \(allowed)."
        case .caption(let code):
            "The caption of code \(code + 1) cannot be set; allowed: one line of at most "
                + "\(PrintSheet.captionLimit) characters."
        case .code(let code, let error): "Code \(code + 1): \(error.description)"
        }
    }
}
