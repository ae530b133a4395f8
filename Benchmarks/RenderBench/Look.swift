// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender

/// Styles whose pictures are measured: the kinds of work that a rasteriser has.
enum Look: String, CaseIterable {
    /// Sharp modules in black on white.
    case plain
    /// Outlines with round corners.
    case rounded
    /// Discs with colors that run into each other.
    case dots
    /// Sharp modules around a picture.
    case logo
    /// Discs over a picture that fills the ground.
    case photo

    private static let text = "https://waymark.example/r/AB3XK9PQ?s=1"

    /// The style.
    func style() throws -> Style {
        var style = try Style(errorCorrection: .high)
        switch self {
        case .plain: break
        case .rounded:
            style.pattern = .rounded
            style.eyes = EyeStyle(frame: .rounded, center: .circle)
        case .dots:
            style.pattern = .dots
            let blue = Color(red: 20, green: 0, blue: 200)
            style.foreground = .gradient(try Gradient(.linear, rotation: 0.8, from: .black, to: blue))
        case .logo: style.logo = try Logo(Self.disc, ratio: 0.2)
        case .photo:
            style.pattern = .halftone
            style.backgroundPicture = Self.ground
        }
        return style
    }

    /// Prints bytes and cost of each format at 888 pixels.
    func run() throws {
        for format in [ImageFormat.png, .jpg, .webp] {
            let request = try RenderRequest(
                text: Self.text, style: style(), format: format, size: .pixels(888, dpi: 300), )
            let bytes = try Renderer.render(request).bytes.count
            let cost = measure { (try? Renderer.render(request))?.bytes.count ?? 0 }
            print("waymark \(rawValue) \(format.rawValue) 888 px \(bytes) bytes \(cost) us")
        }
    }

    /// A light shade that runs over the whole ground.
    private static var ground: Picture {
        let pixels = (0..<256 * 256).flatMap { index -> [UInt8] in
            let (across, down) = (UInt8(index % 128), UInt8(index / 512))
            return [128 + across, 128 + down, 200, 255]
        }
        return Picture(width: 256, height: 256, pixels: pixels)
    }

    /// A shaded disc on nothing, 256 pixels wide.
    private static var disc: Picture {
        let pixels = (0..<256 * 256).flatMap { index -> [UInt8] in
            let (x, y) = (index % 256 - 128, index / 256 - 128)
            return [UInt8(index % 256), UInt8(index / 256), 90, x * x + y * y < 127 * 127 ? 255 : 0]
        }
        return Picture(width: 256, height: 256, pixels: pixels)
    }
}
