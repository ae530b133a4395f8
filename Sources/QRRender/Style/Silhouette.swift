// SPDX-License-Identifier: Apache-2.0

/// The outline of the whole code.
public enum Silhouette: String, CaseIterable, Hashable, Sendable {
    /// The square that every symbol is.
    case square
    /// A disc around the square and its quiet zone, whose rim is filled with modules that mean nothing.
    case circle
}
