// SPDX-License-Identifier: Apache-2.0

/// A request to change many codes at once: which change, and the ids as they were sent.
package struct BulkOrder: Sendable {
    /// What can be asked for; the raw values are the last part of the path.
    package enum Name: String, Sendable, CaseIterable {
        /// Leads the codes somewhere else.
        case updateDestination = "update-destination"
        /// Adds, removes or sets tags.
        case tags
        /// Stops sending scans on.
        case pause
        /// Sends scans on again.
        case resume
        /// Another word for ``resume``.
        case activate
        /// Ends the codes for good.
        case delete
    }

    private enum TagAction: String, CaseIterable {
        case add, remove, set
    }

    /// The most ids of one request.
    package static let mostIDs = 100

    /// The ids as they were sent: 1 to 100 texts, none twice, any of which may be no id at all.
    package let ids: [String]
    /// The change.
    package let operation: BulkEdit.Operation

    /// Reads the fields of a request; nil where there are faults, which the reader keeps.
    /// - Parameters:
    ///   - name: what is asked for.
    ///   - fields: a reader of the body; the caller decides what becomes of fields that are none here.
    ///   - hosts: the platform's own redirect hosts, to which no code may lead.
    package init?(_ name: Name, _ fields: inout FieldReader, refusing hosts: OwnHosts) {
        let ids = Self.ids(&fields)
        let operation = Self.operation(name, &fields, hosts)
        guard fields.faults.isEmpty, let ids, let operation else { return nil }
        self.ids = ids
        self.operation = operation
    }

    private static func ids(_ fields: inout FieldReader) -> [String]? {
        let name = Self.name(of: ("ids", "qrCodeIds"), &fields)
        guard fields.value(name, required: true) != nil else { return nil }
        guard let ids = fields.strings(name, atMost: mostIDs, maximum: 256) else { return nil }
        guard !ids.isEmpty else {
            if fields.faults.isEmpty { fields.fault(name, "\(name) is empty; give 1 to \(mostIDs) ids") }
            return nil
        }
        var places: [String: Int] = [:]
        for (index, id) in ids.enumerated() {
            // Both forms of an id name the same code.
            let key = CodeID(reference: id)?.text ?? id
            if let first = places[key] {
                fields.fault("\(name)", entry: index, "entry \(index) of \(name) is the code of entry \(first) again")
            } else {
                places[key] = index
            }
        }
        return ids
    }

    private static func operation(
        _ name: Name,
        _ fields: inout FieldReader,
        _ hosts: OwnHosts,
    ) -> BulkEdit.Operation? {
        switch name {
        case .updateDestination:
            let field = Self.name(of: ("destinationUrl", "destination"), &fields)
            return fields.destination(field, refusing: hosts, required: true).map { .destination($0) }
        case .tags: return tags(&fields)
        case .pause: return .status(.inactive)
        case .resume, .activate: return .status(.active)
        case .delete: return .delete
        }
    }

    private static func tags(_ fields: inout FieldReader) -> BulkEdit.Operation? {
        let action: TagAction? = fields.choice("action")
        if action == nil, fields.value("action") == nil {
            fields.fault("action", "action is required: add, remove or set", kind: .missing)
        }
        guard fields.value("tags", required: true) != nil,
            let texts = fields.strings("tags", atMost: Tag.maximumCount, maximum: 256)
        else { return nil }
        let pointer = fields.pointer("tags")
        guard let tags = fields.checked({ () throws(CodeError) in try Tag.list(texts, at: pointer) }) else {
            return nil
        }
        switch action {
        case .set: return .setTags(tags)
        case .add where !tags.isEmpty: return .addTags(tags)
        case .remove where !tags.isEmpty: return .removeTags(tags)
        case .add, .remove:
            if fields.faults.isEmpty { fields.fault("tags", "tags is empty; name at least one") }
            return nil
        case nil: return nil
        }
    }

    /// Which of a field's two names was used; both at once are a fault.
    private static func name(of names: (String, String), _ fields: inout FieldReader) -> String {
        let isFirst = fields.has(names.0)
        guard fields.has(names.1) else { return names.0 }
        if isFirst { fields.fault(names.1, "give either \(names.0) or \(names.1)") }
        return names.1
    }
}
