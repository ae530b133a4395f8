// SPDX-License-Identifier: Apache-2.0

/// What a code carries: a type, and the text that a symbol of that type holds.
///
/// Made from `data` of a request: a string is used as it is after a check of its form (bare addresses and numbers get
/// their scheme); an object of the type's fields is put together by the type's standard, every field escaped.
package struct Payload: Sendable, Hashable {
    /// What kind of thing it is.
    package let type: DataType
    /// The text that a static symbol holds, and that `destination` shows.
    package let text: String
    /// Whether the text is ciphertext, see ``Vault``.
    package let isSealed: Bool

    /// The longest text, in bytes: what version 40 holds at level L in byte mode.
    package static let maximumLength = 2_953

    /// Checks or puts together a payload.
    /// - Parameters:
    ///   - type: what `data` is.
    ///   - data: a string or an object of the type's fields.
    ///   - pointer: where `data` stood in the request.
    ///   - hosts: the platform's own redirect hosts, which a URL may not lead to.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault found.
    package init(
        _ type: DataType,
        data: JSONValue,
        at pointer: String = "/data",
        refusing hosts: OwnHosts,
    ) throws(CodeError) {
        self.type = type
        let text: String
        switch data {
        case .string(let given):
            text = try Self.check(given, as: type, at: pointer, refusing: hosts)
        case .object(let members):
            text = try Self.compose(members, as: type, at: pointer, refusing: hosts)
        default:
            throw .invalid(pointer, "data must be a string or an object, not \(data.kind)", kind: .wrongType)
        }
        try Self.checkLength(text, at: pointer)
        self.text = text
        isSealed = false
    }

    /// Takes a payload that a store kept; it was checked when it was written.
    package init(stored type: DataType, text: String, isSealed: Bool = false) {
        self.type = type
        self.text = text
        self.isSealed = isSealed
    }

    /// Where a redirect leads, in ASCII: the address itself for a URL, the `mailto:`, `tel:`, `sms:` or `geo:` link for
    /// types with a scheme, nil for types that are served as a file or a page.
    package var location: String? {
        guard !isSealed else { return nil }
        return switch type {
        case .url, .gs1: Destination(stored: text).location
        case .email, .phone, .sms, .geo: LinkForm.location(of: text, type: type)
        case .text, .wifi, .vcard, .vcalendar, .mecard: nil
        }
    }

    private static func checkLength(_ text: String, at pointer: String) throws(CodeError) {
        guard text.utf8.count <= maximumLength else {
            let length = text.utf8.count
            throw .invalid(pointer, "data makes \(length) bytes; a symbol holds at most \(maximumLength)")
        }
    }

    private static func check(
        _ text: String,
        as type: DataType,
        at pointer: String,
        refusing hosts: OwnHosts,
    ) throws(CodeError) -> String {
        guard !text.isEmpty else { throw .invalid(pointer, "data is empty") }
        // Before the checks of form, which look at every character of it.
        try checkLength(text, at: pointer)
        guard !text.utf8.contains(0) else {
            throw .invalid(pointer, "data has a null character (U+0000); take it out")
        }
        switch type {
        case .url: return try Destination(text, at: pointer, refusing: hosts).text
        case .text: return text
        case .email, .phone, .sms, .geo: return try LinkForm.check(text, as: type, at: pointer)
        case .wifi: return try WiFi.check(text, at: pointer)
        case .vcard: return try VCard.check(text, at: pointer)
        case .vcalendar: return try VCalendar.check(text, at: pointer)
        case .mecard: return try MeCard.check(text, at: pointer)
        case .gs1:
            let link = try GS1DigitalLink.check(text, at: pointer)
            return try Destination(link, at: pointer, refusing: hosts).text
        }
    }

    private static func compose(
        _ members: [String: JSONValue],
        as type: DataType,
        at pointer: String,
        refusing hosts: OwnHosts,
    ) throws(CodeError) -> String {
        var fields = FieldReader(members, at: pointer)
        let text =
            switch type {
            case .url: fields.string("url", maximum: Destination.maximumLength, required: true)
            case .text: fields.string("text", maximum: maximumLength, required: true)
            case .email: Mail.compose(&fields)
            case .phone: Phone.compose(&fields)
            case .sms: ShortMessage.compose(&fields)
            case .geo: Place.compose(&fields)
            case .wifi: WiFi.compose(&fields)
            case .vcard: VCard.compose(&fields)
            case .vcalendar: VCalendar.compose(&fields)
            case .mecard: MeCard.compose(&fields)
            case .gs1: GS1DigitalLink.compose(&fields, members)
            }
        try fields.finish()
        guard let text, !text.isEmpty else { throw .invalid(pointer, "data is empty") }
        switch type {
        case .url: return try Destination(text, at: pointer + "/url", refusing: hosts).text
        case .gs1: return try Destination(text, at: pointer + "/domain", refusing: hosts).text
        default: return text
        }
    }
}
