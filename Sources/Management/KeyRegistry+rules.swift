// SPDX-License-Identifier: Apache-2.0

import Codes

extension KeyRegistry {
    /// What names of accounts and keys look like.
    static let nameForm =
        "a name has 1 to 64 characters, none of them a control character, and no spaces at its ends"

    /// What is wrong with the name and the scopes of a key; nil is not looked at.
    static func faults(name: String?, scopes: Set<Scope>?) -> [FieldFault] {
        var faults: [FieldFault] = []
        if let name, !isName(name) { faults.append(FieldFault("/name", nameForm)) }
        if let scopes, scopes.isEmpty {
            faults.append(FieldFault("/scopes", "name at least one of read, write and admin"))
        }
        return faults
    }

    /// What is wrong with all that a caller says of a key at the moment `now`; nil is not looked at.
    static func faults(name: String?, scopes: Set<Scope>?, expiresAt: Timestamp?, at now: Timestamp) -> [FieldFault] {
        var faults = faults(name: name, scopes: scopes)
        if let expiresAt, expiresAt <= now {
            faults.append(FieldFault("/expiresAt", "expiresAt must be in the future"))
        }
        return faults
    }

    /// Counts as databases do: in code points.
    static func isName(_ name: String) -> Bool {
        (1...64).contains(name.unicodeScalars.count) && !name.containsControlCharacter
            && name.first?.isWhitespace == false && name.last?.isWhitespace == false
    }
}
