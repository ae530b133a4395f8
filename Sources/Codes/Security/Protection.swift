// SPDX-License-Identifier: Apache-2.0

/// What guards a code beyond its id.
package enum Protection: String, Sendable, CaseIterable {
    /// Scanners have to know a password.
    case password
    /// The code ends at a moment; the owner said that it must have one.
    case expire
    /// The destination is sealed at rest; only a redirect opens it.
    case encrypt
}

/// The password of a code.
package enum CodePassword: Sendable, Hashable {
    /// As the owner gave it; to be hashed before anything is stored.
    case fresh(String)
    /// As it is stored.
    case hashed(PasswordHash)

    /// The hash that is stored; nil for a password that was not hashed yet.
    package var hash: PasswordHash? {
        if case .hashed(let hash) = self { hash } else { nil }
    }
}
