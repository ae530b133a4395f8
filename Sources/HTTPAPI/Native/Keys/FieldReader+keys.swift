// SPDX-License-Identifier: Apache-2.0

import Codes

extension FieldReader {
    /// What a key may do, as a list of words or one text with commas between them; nil where the field is missing, `null`
    /// or faulty.
    mutating func scopes(_ name: String) -> Set<Scope>? {
        let words: String?
        if case .string = given(name) {
            words = string(name, maximum: 256)
        } else {
            words = strings(name, atMost: 16, maximum: 64)?.joined(separator: ",")
        }
        guard let words else { return nil }
        return checked { () throws(CodeError) in try Scope.list(words) }
    }

    /// A moment, or nil where the field is missing, `null` or faulty.
    mutating func moment(_ name: String) -> Timestamp? {
        guard let text = string(name, maximum: 64) else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            fault(name, "\(name) must be a moment such as 2026-12-31T23:59:59Z")
            return nil
        }
        return moment
    }
}
