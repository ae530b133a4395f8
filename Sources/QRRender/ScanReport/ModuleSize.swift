// SPDX-License-Identifier: Apache-2.0

extension ScanReport {
    /// How large a module is on screen and on paper.
    public struct ModuleSize: Hashable, Sendable {
        /// A telephone reads a module from this many times its side.
        ///
        /// The printers' rule of thumb is a distance of ten times the symbol's side; it is meant for symbols of about
        /// 25 modules (version 2). Counted in modules it holds for all versions: 250 sides are seven pixels a module in
        /// a video picture of 1,920 pixels across 65 degrees.
        public static let distanceFactor = 250.0
        /// The least side in millimetres that printers and telephones do well with.
        ///
        /// Four dots of a printer with 300 dots per inch, which is what Denso Wave recommends (qrcode.com, "Point for
        /// setting the module size").
        public static let recommendedMillimetres = 0.33
        /// The side in millimetres below which standard scanners give up (0.25 in the same table).
        public static let leastMillimetres = 0.25

        /// The pixels along one side; `nil` for vector formats.
        public let pixels: Int?
        /// The side on paper in millimetres; `nil` when the picture has no size on paper.
        public let millimetres: Double?

        /// The farthest reading distance in millimetres, ``distanceFactor`` times the side.
        public var readingDistance: Double? { millimetres.map { $0 * Self.distanceFactor } }

        /// The size of a scene's modules in a raster picture.
        ///
        /// - Parameters:
        ///   - layout: Where the modules lie.
        ///   - size: The size that was asked for.
        init(_ layout: PixelLayout, size: ImageSize) {
            pixels = layout.module
            millimetres = size.raster.dpi.map { Double(layout.module) / Double($0) * 25.4 }
        }

        /// The size of a scene's modules in a vector picture.
        ///
        /// - Parameters:
        ///   - modules: The modules along one side of the scene.
        ///   - size: The size that was asked for.
        init(vector modules: Int, size: ImageSize) {
            pixels = nil
            switch size.side {
            case .inches(let inches): millimetres = inches * 25.4 / Double(modules)
            case .pixels(let side): millimetres = size.dpi.map { Double(side) / Double(modules) / Double($0) * 25.4 }
            case .automatic: millimetres = nil
            }
        }
    }
}
