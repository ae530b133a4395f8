// SPDX-License-Identifier: Apache-2.0

extension CodeSettings {
    /// Takes `password` (or its hash, where the rules allow that) and `secure`, and checks that what guards the code has what it needs.
    mutating func readProtection(_ fields: inout FieldReader, rules: CodeRules) {
        let before = fields.faults.count
        if fields.has("password") { readPassword(&fields) }
        let hasHash = rules.takesPasswordHashes && fields.has("passwordHash")
        if hasHash { readPasswordHash(&fields) }
        if fields.has("secure") {
            let texts = fields.strings("secure", atMost: 16, maximum: 32) ?? []
            let allowed = Protection.allCases.map(\.rawValue).joined(separator: ", ")
            let named = fields.entries("secure", texts, allowed: allowed) { Protection(rawValue: $0) }
            secure = Protection.allCases.filter(named.contains)
            if !secure.contains(.password), fields.given("password") == nil, !hasHash { password = nil }
            if !secure.contains(.password), password != nil {
                fields.fault("secure", "secure does not name password, but a password is given")
            }
        }
        guard fields.faults.count == before else { return }
        if secure.contains(.password), password == nil {
            fields.fault("password", "password is required where secure names it", kind: .missing)
        }
        if secure.contains(.expire), expiresAt == nil, !fields.hasFault(in: "expiresAt") {
            fields.fault("expiresAt", "expiresAt is required where secure names expire", kind: .missing)
        }
        if secure.contains(.encrypt), !routing.rules.isEmpty || !routing.variants.isEmpty {
            fields.fault("secure", "encrypt seals one destination; take out rules and variants")
        }
    }

    private mutating func readPasswordHash(_ fields: inout FieldReader) {
        guard let text = fields.string("passwordHash", maximum: 256) else { return }
        guard let hash = PasswordHash(exported: text), fields.given("password") == nil else {
            let detail = "passwordHash is none that a complete export holds, or a password is given too"
            fields.fault("passwordHash", detail)
            return
        }
        password = .hashed(hash)
        if !secure.contains(.password) {
            secure = Protection.allCases.filter { $0 == .password || secure.contains($0) }
        }
    }

    /// A password alone says that it guards the code.
    private mutating func readPassword(_ fields: inout FieldReader) {
        password = nil
        guard let text = fields.string("password", maximum: 4 * PasswordHash.lengths.upperBound) else {
            secure.removeAll { $0 == .password }
            return
        }
        guard PasswordHash.lengths.contains(text.count) else {
            let bounds = "\(PasswordHash.lengths.lowerBound) to \(PasswordHash.lengths.upperBound)"
            fields.fault("password", "password has \(text.count) characters; allowed are \(bounds)")
            return
        }
        password = .fresh(text)
        if !secure.contains(.password) {
            secure = Protection.allCases.filter { $0 == .password || secure.contains($0) }
        }
    }
}
