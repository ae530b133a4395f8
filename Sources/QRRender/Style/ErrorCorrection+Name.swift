// SPDX-License-Identifier: Apache-2.0

public import QREncoder

extension ErrorCorrection {
    /// The level named by `L`, `M`, `Q` or `H`, in either case.
    ///
    /// - Parameter name: The letter as a user writes it.
    /// - Throws: ``StyleError`` for `errorCorrection` with the allowed letters for anything else.
    public init(named name: String) throws(StyleError) {
        guard let level = ErrorCorrection(letter: name) else {
            throw StyleError(field: .errorCorrection, value: name, allowed: "L, M, Q or H")
        }
        self = level
    }
}
