// SPDX-License-Identifier: Apache-2.0

package import Codes

/// What is to be changed about a key; what is left out stays as it is.
package struct KeyEdit: Sendable, Hashable {
    /// When a key ends.
    package enum End: Sendable, Hashable {
        /// It goes on until it is revoked.
        case never
        /// It is refused from then on.
        case at(Timestamp)

        /// The moment, or nil for never.
        package var moment: Timestamp? {
            switch self {
            case .never: nil
            case .at(let moment): moment
            }
        }
    }

    /// Another name.
    package let name: String?
    /// All that it may do from now on.
    package let scopes: Set<Scope>?
    /// Another end.
    package let end: End?

    /// Makes an edit.
    package init(name: String? = nil, scopes: Set<Scope>? = nil, end: End? = nil) {
        self.name = name
        self.scopes = scopes
        self.end = end
    }
}
