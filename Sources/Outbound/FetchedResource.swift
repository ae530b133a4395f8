// SPDX-License-Identifier: Apache-2.0

/// What a server answered.
package struct FetchedResource: Hashable, Sendable {
    /// The body.
    package let bytes: [UInt8]
    /// What the server says it is, in lower case and without parameters; nothing to rely on.
    package let mediaType: String?
}
