// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

extension CodeListQuery {
    /// Takes the filters and the order that a query names; `search` is the name of the text that is searched for.
    mutating func readFilters(_ fields: inout FieldReader, search name: String) {
        status = fields.choice("status")
        if let text = fields.string("tag", maximum: 256) {
            tag = Tag(text)
            if tag == nil { fields.fault("tag", "a tag has 1 to 64 bytes and no control characters") }
        }
        search = fields.string(name, maximum: 200).flatMap { $0.isEmpty ? nil : $0 }
        guard let text = fields.string("sort", maximum: 64) else { return }
        if let order = CodeOrder(text) {
            self.order = order
        } else {
            let keys = CodeOrder.Key.allCases.map(\.rawValue).joined(separator: ", ")
            fields.fault("sort", "sort is \"\(text)\"; allowed are \(keys), with - in front for the greatest first")
        }
    }
}
