// SPDX-License-Identifier: Apache-2.0

extension CodeSettings {
    /// Takes the settings that a request names; what it does not name stays, what it sets to `null` goes back to the
    /// default (RFC 7396).
    mutating func read(_ fields: inout FieldReader, rules: CodeRules) {
        readTexts(&fields)
        readBehavior(&fields, rules: rules)
        readLook(&fields, rules: rules)
    }

    private mutating func readTexts(_ fields: inout FieldReader) {
        if fields.has("name") {
            name = fields.string("name", maximum: 480).flatMap { text in
                if text.count > 120 {
                    fields.fault("name", "name has \(text.count) characters; at most 120 are allowed")
                }
                if text.containsControlCharacter { fields.fault("name", "name has control characters") }
                return text.isEmpty ? nil : text
            }
        }
        if fields.has("description") { description = fields.string("description", maximum: 2_000) }
        if fields.has("tags") {
            let texts = fields.strings("tags", atMost: Tag.maximumCount, maximum: 256) ?? []
            let pointer = fields.pointer("tags")
            tags = fields.checked { () throws(CodeError) in try Tag.list(texts, at: pointer) } ?? []
        }
    }

    private mutating func readBehavior(_ fields: inout FieldReader, rules: CodeRules) {
        if fields.has("status") { status = fields.choice("status") ?? .active }
        if fields.has("forwardQuery") { forwardQuery = fields.bool("forwardQuery") ?? false }
        if fields.has("redirectStatus") { redirectStatus = Self.redirectStatus(&fields) ?? .found }
        if fields.has("expiresAt") { expiresAt = Self.expiry(&fields) }
        if fields.has("fallbackUrl") { fallback = fields.destination("fallbackUrl", refusing: rules.hosts) }
        if fields.has("scanLimit") { scanLimit = fields.integer("scanLimit", in: 1...1_000_000_000) }
        routing.read(&fields, refusing: rules.hosts)
        readProtection(&fields, rules: rules)
        readLock(&fields)
    }

    /// Takes `locked`; whether a lock may be opened is for ``Code/checkLock(against:)`` to say.
    mutating func readLock(_ fields: inout FieldReader) {
        if fields.has("locked") { isLocked = fields.bool("locked") ?? false }
    }

    private mutating func readLook(_ fields: inout FieldReader, rules: CodeRules) {
        let formats = rules.styles.imageFormats
        if fields.has("returnType") {
            let given = fields.string("returnType", maximum: 16)?.lowercased() ?? formats.first ?? "png"
            // The two names of one format.
            let name = given == "jpeg" ? "jpg" : given
            if !formats.contains(name) {
                fields.fault("returnType", "returnType is \"\(name)\"; allowed are \(formats.joined(separator: ", "))")
            }
            imageFormat = name
        }
        // Styling fields may stand beside the others or together under `style`; both are merged into what was set.
        let isReset = fields.given("style") == .null
        let nested = fields.object("style") ?? [:]
        var beside: [String: JSONValue] = [:]
        for name in rules.styles.fieldNames { beside[name] = fields.given(name) }
        // A style that nobody touched was checked when it was set.
        guard isReset || !nested.isEmpty || !beside.isEmpty else { return }
        let kept = JSONValue.object(isReset ? [:] : style)
        style = kept.merged(with: .object(nested)).merged(with: .object(beside)).members ?? [:]
        let faults = rules.styles.faults(in: style, at: "")
        fields.add(
            faults.map { fault in
                let name = fault.pointer.dropFirst().prefix { $0 != "/" }
                let isNested = nested[String(name)] != nil && beside[String(name)] == nil
                return isNested ? FieldFault("/style" + fault.pointer, fault.detail, kind: fault.kind) : fault
            })
    }

    private static func redirectStatus(_ fields: inout FieldReader) -> RedirectStatus? {
        guard let number = fields.integer("redirectStatus", in: .min ... .max) else { return nil }
        if let status = RedirectStatus(rawValue: number) { return status }
        fields.fault("redirectStatus", "redirectStatus is \(number); allowed are 301, 302, 307 and 308")
        return nil
    }

    /// A moment in the past is taken too: that is how a code is ended now.
    private static func expiry(_ fields: inout FieldReader) -> Timestamp? {
        guard let text = fields.string("expiresAt", maximum: 40) else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            fields.fault("expiresAt", "expiresAt must be ISO 8601 with a zone, such as 2027-01-31T23:59:59Z")
            return nil
        }
        return moment
    }
}

extension JSONValue {
    /// This value changed by a merge patch (RFC 7396): members of objects are replaced one by one, `null` removes.
    ///
    /// As deep as the patch is nested; whoever parses patches bounds that.
    package func merged(with patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var result = members ?? [:]
        for (name, change) in changes {
            result[name] = change == .null ? nil : (result[name] ?? .object([:])).merged(with: change)
        }
        return .object(result)
    }
}
