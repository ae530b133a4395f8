// SPDX-License-Identifier: Apache-2.0

public import QREncoder

extension Style {
    /// The encoder's options for this style: a level that is asked for is taken exactly, the default one is boosted.
    public var encodingOptions: EncodingOptions {
        EncodingOptions(
            errorCorrection: errorCorrection ?? .medium,
            boostsErrorCorrection: errorCorrection == nil,
            versions: version.map { $0...$0 } ?? 1...40,
            mask: mask,
        )
    }
}
