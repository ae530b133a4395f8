// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
    /// The text without the blanks and tabs around it that header fields may have (RFC 9110 section 5.6.3).
    var trimmingSpaces: SubSequence {
        guard let first = firstIndex(where: { $0 != " " && $0 != "\t" }),
            let last = lastIndex(where: { $0 != " " && $0 != "\t" })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}
