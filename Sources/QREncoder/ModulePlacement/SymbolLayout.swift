// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What every symbol of a version shares, made once: function patterns and the way of the message bits.
///
/// Layouts live for ever, so that reading one takes an atomic load and no reference counting.
@safe
struct SymbolLayout {
    /// The modules along one side, 21…177.
    let size: Int
    /// The 64-bit words of a packed line, 1…3.
    let wordsPerLine: Int
    /// The dark function modules without format information; `size` packed rows, which are the columns too.
    let dark: UnsafePointer<UInt64>
    /// The modules that carry the message and are masked; packed likewise.
    let message: UnsafePointer<UInt64>
    /// The pieces of the message's way.
    let runs: UnsafeBufferPointer<CodewordPath.Run>
    /// The modules between the pieces.
    let singles: UnsafeBufferPointer<CodewordPath.Single>

    /// One address a version, 0 until the layout is made.
    private static let layouts = InlineArray<41, Atomic<Int>> { _ in Atomic(0) }

    /// The layout of a version, 1…40; the first call for a version makes it.
    static func of(version: Int) -> UnsafePointer<SymbolLayout> {
        let known = layouts[version].load(ordering: .acquiring)
        guard let layout = unsafe UnsafePointer<SymbolLayout>(bitPattern: known) else {
            return unsafe publish(version: version)
        }
        return unsafe layout
    }

    /// Makes a layout and publishes it; a thread that comes second keeps the first one's and lets its own go.
    private static func publish(version: Int) -> UnsafePointer<SymbolLayout> {
        let made = UnsafeMutablePointer<SymbolLayout>.allocate(capacity: 1)
        unsafe made.initialize(to: SymbolLayout(version: version))
        let (exchanged, original) = layouts[version].compareExchange(
            expected: 0,
            desired: Int(bitPattern: made),
            ordering: .acquiringAndReleasing,
        )
        guard !exchanged, let winner = unsafe UnsafePointer<SymbolLayout>(bitPattern: original) else {
            return unsafe UnsafePointer(made)
        }
        unsafe made.pointee.dark.deallocate()
        unsafe made.pointee.message.deallocate()
        unsafe made.pointee.runs.deallocate()
        unsafe made.pointee.singles.deallocate()
        unsafe made.deallocate()
        return unsafe winner
    }

    private init(version: Int) {
        let patterns = FunctionPatterns(version: version)
        let path = CodewordPath(around: patterns)
        size = patterns.size
        wordsPerLine = patterns.wordsPerLine
        unsafe dark = SymbolLayout.immortal(patterns.dark).baseAddress.unsafelyUnwrapped
        let message = patterns.reserved.enumerated().map { index, reserved in
            ~reserved & SymbolLayout.columnMask(word: index % patterns.wordsPerLine, size: patterns.size)
        }
        unsafe self.message = SymbolLayout.immortal(message).baseAddress.unsafelyUnwrapped
        unsafe runs = SymbolLayout.immortal(path.runs)
        unsafe singles = SymbolLayout.immortal(path.singles)
    }

    /// The bits of a line's word that lie inside the symbol.
    static func columnMask(word: Int, size: Int) -> UInt64 {
        let columns = min(64, size - 64 * word)
        return columns == 64 ? ~0 : 1 << UInt64(columns) - 1
    }

    private static func immortal<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
        let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = unsafe copy.initialize(from: elements)
        return UnsafeBufferPointer(copy)
    }
}
