// SPDX-License-Identifier: Apache-2.0

/// One part of a request that keeps its picture from being made.
public struct RenderFault: Hashable, Sendable {
    /// The name of the part, as in the native API.
    public let field: String
    /// One or two sentences: what is wrong, and what to do about it.
    public let description: String
}
