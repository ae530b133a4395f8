// SPDX-License-Identifier: Apache-2.0

import Codes
import QRRender

/// Why a styling field cannot be taken.
struct StyleRefusal: Error {
    let detail: String
    var kind = FieldFault.Kind.invalid

    init(detail: String, kind: FieldFault.Kind = .invalid) {
        (self.detail, self.kind) = (detail, kind)
    }

    /// A value outside what is allowed; it came from the caller and is cut.
    init(_ name: String, cannotBe value: String, allowed: String) {
        let shown = value.unicodeScalars.count > 40 ? "\(String(value.unicodeScalars.prefix(40)))…" : value
        self.init(detail: "\(name) cannot be \"\(shown)\"; allowed: \(allowed)")
    }

    /// A value of another JSON type.
    init(_ name: String, mustBe expected: String, not found: JSONValue) {
        self.init(detail: "\(name) must be \(expected), not \(found.kind)", kind: .wrongType)
    }
}
