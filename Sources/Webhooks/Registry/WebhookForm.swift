// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

/// What an owner says of a webhook, when it is made and when it is changed.
package struct WebhookForm: Sendable, Hashable {
    private static let longestDescription = 500

    /// What a webhook's owner may make of it; it is disabled by its failures alone.
    private enum Status: String, CaseIterable {
        case active
        case paused
    }

    let url: String?
    let events: Set<EventKind>?
    let description: String?
    let saysDescription: Bool
    let status: Webhook.Status?

    /// Reads the fields of a body.
    /// - Parameters:
    ///   - members: the body's members.
    ///   - rules: what addresses are allowed.
    ///   - isNew: whether a webhook is to be made, which needs an address.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault.
    package init(_ members: [String: JSONValue], rules: WebhookRules, isNew: Bool) throws(CodeError) {
        var fields = FieldReader(members)
        url = Self.url(&fields, rules, isRequired: isNew || members["url"] != nil)
        events = Self.events(&fields)
        saysDescription = fields.has("description")
        description = fields.string("description", maximum: Self.longestDescription)
        status = (fields.choice("status") as Status?).flatMap { Webhook.Status(rawValue: $0.rawValue) }
        try fields.finish()
    }

    private static func url(_ fields: inout FieldReader, _ rules: WebhookRules, isRequired: Bool) -> String? {
        let url = fields.string("url", maximum: Destination.maximumLength, required: isRequired)
        guard let url, let fault = rules.fault(of: url, at: fields.pointer("url")) else { return url }
        fields.add([fault])
        return url
    }

    private static func events(_ fields: inout FieldReader) -> Set<EventKind>? {
        guard let names = fields.strings("events", atMost: 64, maximum: 64) else { return nil }
        let allowed = EventKind.allCases.map(\.rawValue).joined(separator: ", ")
        for name in names where EventKind(rawValue: name) == nil {
            fields.fault("events", "\"\(name)\" is no event; allowed are \(allowed)")
        }
        if names.isEmpty { fields.fault("events", "events is empty; name at least one of \(allowed)") }
        return Set(names.compactMap { EventKind(rawValue: $0) })
    }

    /// The webhook as the form changes it.
    func apply(to webhook: inout Webhook, at moment: Timestamp) {
        if let url { webhook.url = url }
        if let events { webhook.events = events }
        if saysDescription { webhook.description = description }
        if let status {
            webhook.status = status
            // Whoever makes it active again has mended it: it gets all its time anew.
            (webhook.reason, webhook.failingSince) = (nil, nil)
        }
        webhook.updatedAt = moment
    }
}
