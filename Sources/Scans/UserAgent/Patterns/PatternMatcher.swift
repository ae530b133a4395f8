// SPDX-License-Identifier: Apache-2.0

import CPCRE2

/// Where matches happen: the memory and the limits that all patterns share.
///
/// Confined to one task at a time.
@safe
final class PatternMatcher {
    /// The most steps that one pattern may take in one text.
    ///
    /// What real user agents need is below a thousand. A hostile one is given up after about a millisecond and counts as not
    /// matched.
    private static let stepLimit: UInt32 = 20_000
    /// Groups 0 to 9, more than which no template can name.
    static let groups: UInt32 = 10

    private let block: OpaquePointer
    private let context: OpaquePointer

    /// Takes the memory.
    /// - Returns: nil when there is none.
    init?() {
        guard let block = unsafe pcre2_match_data_create_8(Self.groups, nil) else { return nil }
        guard let context = unsafe pcre2_match_context_create_8(nil) else {
            unsafe pcre2_match_data_free_8(block)
            return nil
        }
        unsafe self.block = block
        unsafe self.context = context
        unsafe pcre2_set_match_limit_8(context, Self.stepLimit)
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_match_data_free_8(block)
    }

    /// The groups of the first place where a pattern matches.
    /// - Returns: nil where it does not; else the whole match and the groups 1 to 9, nil for those that took no part.
    func groups(of pattern: CompiledPattern, in text: [UInt8]) -> [String?]? {
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let count = unsafe pattern.match(bytes, block: block, context: context) else { return nil }
            let edges = unsafe UnsafeBufferPointer(start: pcre2_get_ovector_pointer_8(block), count: 2 * count)
            return (0..<count).map { group in
                let (start, end) = unsafe (edges[2 * group], edges[2 * group + 1])
                // A group that took no part has the number PCRE2_UNSET, which reads as -1.
                guard start >= 0, start <= end, end <= bytes.count else { return nil }
                return unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
            }
        }
    }
}
