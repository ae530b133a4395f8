// SPDX-License-Identifier: Apache-2.0

extension ScanReport.Reason: CustomStringConvertible {
    /// What is weak, in one sentence.
    public var text: String {
        switch self {
        case .errorCorrectionUsed(let damaged, let correctable):
            "The picture itself damages \(damaged) codewords of one error correction block, which can correct "
                + "\(correctable)."
        case .lowContrast(let ratio, _):
            "Dark and light modules differ only by a contrast of \(Self.tenths(ratio)) to 1."
        case .inverted: "The dark modules are lighter than their background, which most readers do not try."
        case .narrowQuietZone(0): "There is no light border around the symbol."
        case .narrowQuietZone(let modules):
            "The light border around the symbol is \(modules) modules wide; the standard asks for 4."
        case .damagedFinders(let patterns), .damagedPatterns(let patterns):
            "Readers may not recognise \(patterns.map(\.words).joined(separator: ", "))."
        case .unusualEyes: "The eyes have round corners or slender centers, where some readers look for squares."
        case .fewPixels(let pixels): "A module has only \(pixels) \(pixels == 1 ? "pixel" : "pixels") a side."
        case .smallModules(let millimetres): "A module is only \(Self.hundredths(millimetres)) mm wide on paper."
        case .transparent: "Parts of the picture are transparent; the report takes them as white paper."
        }
    }

    /// What to do about it, in one sentence.
    public var remedy: String {
        switch self {
        case .errorCorrectionUsed:
            "Make the logo smaller or the pattern plainer, or take a higher error correction level or version."
        case .lowContrast: "Take a darker color for the modules or a lighter one for the background: 4 to 1 or more."
        case .inverted: "Swap the colors, so that the modules are darker than the background."
        case .narrowQuietZone: "Set the margin to 4 modules or more, and keep frames and pictures out of it."
        case .damagedFinders: "Take plainer eyes in a dark color, and keep logos and pictures off them."
        case .unusualEyes: "Take square or slightly rounded eyes where every reader has to find the code."
        case .damagedPatterns: "Keep logos and pictures off these modules, or take a plainer pattern."
        case .fewPixels: "Take a larger size: at least 3 pixels a module, better 4 or more."
        case .smallModules:
            "Print it larger, or shorten the content: modules of "
                + "\(Self.hundredths(ScanReport.ModuleSize.recommendedMillimetres)) mm or more scan well."
        case .transparent: "Put the picture on a light surface only."
        }
    }

    /// What is weak and what to do about it.
    public var description: String { "\(text) \(remedy)" }

    private static func tenths(_ value: Double) -> String { "\((value * 10).rounded(.down) / 10)" }

    private static func hundredths(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
