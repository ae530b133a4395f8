// SPDX-License-Identifier: Apache-2.0

/// A short message to send: `sms:` of RFC 5724.
enum ShortMessage {
    /// Fields: `phone` (also `number` or `phoneNumber`), `message` (also `body`).
    static func compose(_ fields: inout FieldReader) -> String? {
        let number = Phone.number(&fields)
        let message = fields.prose(fields.name(among: ["message", "body"]), maximum: 1_600)
        guard let number else { return nil }
        return "sms:" + number + (message.map { "?body=" + PercentEncoding.encode($0) } ?? "")
    }
}
