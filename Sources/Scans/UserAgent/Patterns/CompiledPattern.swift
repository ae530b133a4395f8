// SPDX-License-Identifier: Apache-2.0

import CPCRE2

/// A regular expression, compiled by PCRE2 to machine code.
///
/// Confined to one task at a time, as its ``PatternMatcher`` is.
@safe
final class CompiledPattern {
    private let code: OpaquePointer

    /// Compiles a pattern of bytes.
    /// - Returns: nil for what is no regular expression.
    init?(_ pattern: String, isCaseless: Bool) {
        var error: Int32 = 0
        var offset = 0
        let options = isCaseless ? UInt32(PCRE2_CASELESS) : 0
        let bytes = Array(pattern.utf8)
        let compiled = unsafe bytes.withUnsafeBufferPointer {
            unsafe pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil)
        }
        guard let compiled = unsafe compiled else { return nil }
        unsafe code = compiled
        // Where there is no machine code, the pattern is interpreted, with the same answers.
        _ = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    }

    deinit { unsafe pcre2_code_free_8(code) }

    /// Looks for the pattern anywhere in a text.
    /// - Returns: how many groups, the whole match as the first, may be asked for; nil when it was not found.
    func match(_ text: borrowing UnsafeBufferPointer<UInt8>, block: OpaquePointer, context: OpaquePointer) -> Int? {
        let result = unsafe pcre2_match_8(code, text.baseAddress, text.count, 0, 0, block, context)
        // Negative: not found, or given up at a limit, which is as good. Zero: there are more groups than room for them.
        return result < 0 ? nil : result == 0 ? Int(PatternMatcher.groups) : Int(result)
    }
}
