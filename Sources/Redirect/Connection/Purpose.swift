// SPDX-License-Identifier: Apache-2.0

/// What a browser says a request is for, in `Sec-Purpose`, `Purpose`, `X-Purpose` or `X-Moz`.
///
/// Sources: the Fetch Standard, section "Sec-Purpose header"; the other three are what browsers sent before it.
package enum Purpose {
    /// Whether a value says that the page is fetched or drawn ahead of being asked for.
    ///
    /// Parameters, such as `prefetch;prerender`, say how, and change nothing.
    package static func isAhead(_ value: Span<UInt8>) -> Bool {
        let word = firstWord(value)
        return value.matches("prefetch", word) || value.matches("preview", word) || value.matches("prerender", word)
    }

    private static func firstWord(_ value: Span<UInt8>) -> Range<Int> {
        var end = 0
        while end < value.count, ByteSet.token.contains(value[end]) { end += 1 }
        return 0..<end
    }
}
