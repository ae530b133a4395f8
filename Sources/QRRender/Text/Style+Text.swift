// SPDX-License-Identifier: Apache-2.0

extension Style {
    /// Whether the dark modules are drawn lighter than the light ones.
    package var isNegative: Bool { foreground.luma > background.luma }

    /// The style as far as half blocks show it: of the colors only which is the lighter.
    var halfBlocks: Style {
        plain(margin: margin, foreground: isNegative ? .white : .black, background: isNegative ? .black : .white)
    }

    /// The style as far as a bare matrix shows it: no margin, no colors.
    var bare: Style { plain(margin: 0, foreground: .black, background: .white) }
}

extension Paint {
    /// The luma on white paper, 0…255; for a gradient the mean of its stops.
    fileprivate var luma: Int {
        switch self {
        case .solid(let color): color.luma
        case .gradient(let gradient): gradient.stops.reduce(0) { $0 + $1.color.luma } / gradient.stops.count
        }
    }
}
