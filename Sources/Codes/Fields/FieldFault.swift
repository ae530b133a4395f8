// SPDX-License-Identifier: Apache-2.0

/// One thing wrong with one field of a request, in words that say what is allowed.
package struct FieldFault: Error, Sendable, Hashable {
    /// How a field can be wrong.
    package enum Kind: Sendable, Hashable {
        /// The value is of another JSON type than the field takes.
        case wrongType
        /// The type is right but the value is not allowed.
        case invalid
        /// The field is required and not there.
        case missing
        /// No such field exists here.
        case unknown
    }

    /// A JSON Pointer (RFC 6901) to the field, such as `/data/ssid`.
    package let pointer: String
    /// A sentence for the caller: what was wrong and what is allowed.
    package let detail: String
    /// What sort of fault it is.
    package let kind: Kind

    /// Makes a fault; `pointer` is an RFC 6901 pointer from the root of the body.
    package init(_ pointer: String, _ detail: String, kind: Kind = .invalid) {
        self.pointer = pointer
        self.detail = detail
        self.kind = kind
    }
}
