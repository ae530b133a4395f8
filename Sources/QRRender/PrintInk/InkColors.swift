// SPDX-License-Identifier: Apache-2.0

/// Colors in the numbers of an ink.
struct InkColors {
    /// The inks.
    let ink: PrintInk

    /// Whether colors are four percentages of process inks.
    var isProcess: Bool { ink != .rgb }

    /// The name of the device color space in both PDF and PostScript.
    var space: String { isProcess ? "/DeviceCMYK" : "/DeviceRGB" }

    /// The operator that sets the fill color in PDF; the prologue of EPS files defines the same names.
    var fillOperator: String { isProcess ? "k" : "rg" }

    /// The components of a color, 0…1.
    func components(of color: Color) -> [Double] {
        guard isProcess else { return [color.red, color.green, color.blue].map { Double($0) / 255 } }
        return Self.process(color).map { Double($0) / 255 }
    }

    /// Red, green, blue and alpha as the bytes of one sample of an image, without alpha.
    func samples(of color: Color) -> [UInt8] {
        isProcess ? Self.process(color) : [color.red, color.green, color.blue]
    }

    /// The naive conversion with all grey replaced by black ink (PDF 1.7, 10.3.4, with full undercolor removal): what a
    /// press needs to print black as one ink; exact colors are the business of spot inks.
    private static func process(_ color: Color) -> [UInt8] {
        let light = max(color.red, color.green, color.blue)
        guard light > 0 else { return [0, 0, 0, 255] }
        let inks = [color.red, color.green, color.blue].map { channel in
            UInt8((Double(light - channel) / Double(light) * 255).rounded())
        }
        return inks + [255 - light]
    }
}
