// SPDX-License-Identifier: Apache-2.0

extension Scene {
    /// Whether the dark modules are drawn lighter than the light ones.
    package var isNegative: Bool { modules.color.luma > background.luma }
}

extension Style {
    /// The style as far as half blocks show it: of the colors only which is the lighter.
    var halfBlocks: Style {
        let isNegative = foreground.luma > background.luma
        return with(margin: margin, foreground: isNegative ? .white : .black, background: isNegative ? .black : .white)
    }

    /// The style as far as a bare matrix shows it: no margin, no colors.
    var bare: Style { with(margin: 0, foreground: .black, background: .white) }
}
