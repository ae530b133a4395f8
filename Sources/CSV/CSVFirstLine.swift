// SPDX-License-Identifier: Apache-2.0

/// What the first line of a CSV file shows of its separator, read byte by byte: how the file comes in pieces must not
/// change what is found.
struct CSVFirstLine: Sendable {
    private let longest: Int
    private var length = 0
    private var counts: [UInt8: Int] = [:]
    private var isQuoted = false
    /// Whether a quote would begin a quoted field, or go on with it behind half of an escaped quote.
    private var mayOpen = true
    private var hasEnded = false

    /// Makes the count of a line.
    /// - Parameter longest: how many bytes are looked at, if no line end comes before.
    init(longest: Int) {
        self.longest = longest
    }

    /// Whether its end was seen, or enough without one; further bytes change nothing.
    var isWhole: Bool { hasEnded || length >= longest }

    /// The most frequent of three outside quotes, a comma where nothing speaks for another.
    var separator: UInt8 {
        Self.candidates.dropFirst().reduce(Self.candidates[0]) { best, other in
            counts[other, default: 0] > counts[best, default: 0] ? other : best
        }
    }

    /// Reads the next byte.
    mutating func take(_ byte: UInt8) {
        length += 1
        if byte == UInt8(ascii: "\"") {
            if isQuoted {
                isQuoted = false
                mayOpen = true
            } else if mayOpen {
                isQuoted = true
            }
            return
        }
        guard !isQuoted else { return }
        hasEnded = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        let isMark = length <= Self.byteOrderMark.count && byte == Self.byteOrderMark[length - 1]
        mayOpen = Self.candidates.contains(byte) || isMark
        if Self.candidates.contains(byte) { counts[byte, default: 0] += 1 }
    }

    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
