// SPDX-License-Identifier: Apache-2.0

/// How much is done to make a PNG small; the pixels are the same.
public enum CompressionEffort: String, CaseIterable, Hashable, Sendable {
    /// Tens of microseconds for most codes: what bulk wants.
    case fast
    /// Hundreds of times as long, for a file that is sent often: a tenth less for sharp modules.
    case smallest
}
