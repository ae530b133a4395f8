// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text, cut with an ellipsis where it has more than `count` scalars; for words that repeat what anybody sent.
    func shortened(to count: Int) -> String {
        guard utf8.count > count, let end = unicodeScalars.index(startIndex, offsetBy: count, limitedBy: endIndex),
            end < endIndex
        else { return self }
        return String(self[..<end]) + "…"
    }
}
