// SPDX-License-Identifier: Apache-2.0

extension ScanReport.Reason {
    /// The name of the styling field to change first, as in the native API.
    ///
    /// - Parameter style: The style of the picture that the report is about.
    /// - Returns: The name.
    func field(of style: Style) -> String {
        switch self {
        case .lowContrast, .inverted: "color"
        case .narrowQuietZone: "margin"
        case .errorCorrectionUsed: Self.picture(of: style) ?? (style.pattern == .squares ? "style" : "pattern")
        case .damagedFinders, .damagedPatterns: Self.picture(of: style) ?? "style"
        case .unusualEyes: "eyeFrame"
        case .fewPixels, .smallModules: "size"
        case .transparent: "background"
        }
    }

    private static func picture(of style: Style) -> String? {
        style.logo != nil ? "logo" : style.backgroundPicture != nil ? "backgroundImage" : nil
    }
}
