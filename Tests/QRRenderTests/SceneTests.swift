// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

private func styled(_ change: (inout Style) throws -> Void) throws -> Style {
    var style = Style.standard
    try change(&style)
    return style
}

private func square(_ width: Int, _ height: Int, _ color: [UInt8] = [200, 30, 30, 255]) -> Picture {
    Picture(width: width, height: height, pixels: Array(repeating: color, count: width * height).flatMap { $0 })
}

@Suite("Scene")
struct SceneTests {
    private let symbol: QRSymbol

    init() throws { symbol = try QRSymbol(text: sampleURL, options: .init(errorCorrection: .quartile)) }

    @Test("a plain style is a fill and sharp modules, whatever its paints")
    func plain() throws {
        let gradient = try Gradient(.radial, from: .black, to: Color(red: 90, green: 0, blue: 0))
        for style in [Style.standard, try Style(margin: 0), try Style(foreground: .gradient(gradient))] {
            let scene = try Scene(symbol, style: style)
            #expect(scene.layers.count == 2)
            guard case .fill = scene.layers[0], case .modules(let modules) = scene.layers[1] else {
                Issue.record("\(scene.layers) is not a fill and modules")
                return
            }
            #expect(modules.grid == scene.symbol)
            #expect((BilevelScene(scene) == nil) == (style.foreground.color == nil))
        }
    }

    @Test("every pattern covers the middle of each dark module and of no light one", arguments: ModulePattern.allCases)
    func middles(pattern: ModulePattern) throws {
        let scene = try Scene(symbol, style: styled { $0.pattern = pattern })
        let ink = InkOracle(scene.layers)
        for y in -2..<symbol.size + 2 {
            for x in -2..<symbol.size + 2 {
                let isInked = ink.isInked(Double(scene.symbolX + x) + 0.5, Double(scene.symbolY + y) + 0.5)
                #expect(isInked == symbol[x, y], "(\(x), \(y))")
            }
        }
    }

    @Test("no two loops overlap, so that coverage can be added up", arguments: ModulePattern.allCases)
    func overlaps(pattern: ModulePattern) throws {
        let small = try QRSymbol(text: "overlap")
        let style = try styled { style in
            style.pattern = pattern
            style.eyes = EyeStyle(frame: .leafTopLeft, center: .star)
        }
        let scene = try Scene(small, style: style)
        for layer in scene.layers {
            guard case .path(let area) = layer else { continue }
            let oracle = PathOracle(area.path)
            for step in 0..<(scene.side * scene.side * 9) {
                let (row, column) = step.quotientAndRemainder(dividingBy: scene.side * 3)
                let point = Point((Double(column) + 0.47) / 3, (Double(row) + 0.53) / 3)
                #expect((0...1).contains(oracle.winding(around: point)), "\(point)")
            }
        }
    }

    @Test("through its middle every eye has the widths 1 : 1 : 3 : 1 : 1", arguments: EyeStyle.Frame.allCases)
    func eyeWidths(frame: EyeStyle.Frame) throws {
        for center in EyeStyle.Center.allCases {
            let scene = try Scene(symbol, style: styled { $0.eyes = EyeStyle(frame: frame, center: center) })
            let ink = InkOracle(scene.layers)
            for (left, top) in [(4, 4), (symbol.size - 3, 4), (4, symbol.size - 3)] {
                let row = (0..<7).map { ink.isInked(Double(left + $0) + 0.5, Double(top) + 3.5) }
                let column = (0..<7).map { ink.isInked(Double(left) + 3.5, Double(top + $0) + 0.5) }
                #expect(row == [true, false, true, true, true, false, true], "\(center)")
                #expect(column == row)
            }
        }
    }

    @Test("the ring and the middle of an eye stay apart all round", arguments: EyeStyle.Frame.allCases)
    func eyeGap(frame: EyeStyle.Frame) {
        let ring = PathOracle(EyeShape(x: 4, y: 4).frame(frame))
        for center in EyeStyle.Center.allCases {
            let middle = PathOracle(EyeShape(x: 4, y: 4).center(center))
            let overlap = (0..<32 * 32).first { step in
                let (row, column) = step.quotientAndRemainder(dividingBy: 32)
                let point = Point(4 + (Double(column) + 0.47) * 7 / 32, 4 + (Double(row) + 0.53) * 7 / 32)
                return !(0...1).contains(ring.winding(around: point) + middle.winding(around: point))
            }
            #expect(overlap == nil, "\(center)")
        }
    }

    @Test("the line around an eye lies in the separator and follows the frame", arguments: EyeStyle.Frame.allCases)
    func eyeOutline(frame: EyeStyle.Frame) throws {
        let eye = EyeShape(x: 4, y: 4)
        let (line, ring) = (PathOracle(eye.outline(around: frame)), PathOracle(eye.frame(frame)))
        for step in 0..<40 * 40 {
            let (row, column) = step.quotientAndRemainder(dividingBy: 40)
            let point = Point(3 + (Double(column) + 0.5) * 9 / 40, 3 + (Double(row) + 0.5) * 9 / 40)
            guard line.winding(around: point) == 1 else { continue }
            #expect(ring.winding(around: point) == 0)
        }
        #expect(line.winding(around: Point(3.5, 7.5)) == 1)
        #expect(
            (line.winding(around: Point(3.5, 3.5)) == 1) == [.square, .frame, .dots, .leafTopLeft].contains(frame))
    }

    @Test("round corners that meet leave no empty line between them")
    func emptyLines() throws {
        for pattern in [ModulePattern.rounded, .liquid, .extraRounded, .connectedHorizontal, .dots] {
            for case .path(let area) in try Scene(symbol, style: styled { $0.pattern = pattern }).layers {
                var pen = Point(0, 0)
                for element in area.path.elements {
                    switch element {
                    case .move(let point): pen = point
                    case .line(let point):
                        #expect(point != pen, "\(pattern) at \(point)")
                        pen = point
                    case .curve(_, _, let point): pen = point
                    case .close: break
                    }
                }
            }
        }
    }

    @Test("eyes of another color stay sharp modules where they are square")
    func paintedEyes() throws {
        let red = Paint.solid(Color(red: 200, green: 0, blue: 0))
        let scene = try Scene(symbol, style: styled { $0.eyes.framePaint = red })
        #expect(scene.layers.count == 3)
        #expect(scene.layers.allSatisfy { if case .path = $0 { false } else { true } })
    }

    @Test("a gradient of the eyes lies over each eye")
    func eyeGradient() throws {
        let gradient = try Gradient(.linear, from: .black, to: Color(red: 0, green: 0, blue: 200))
        let scene = try Scene(symbol, style: styled { $0.eyes.framePaint = .gradient(gradient) })
        let starts: [Double] = scene.layers.compactMap { layer in
            guard case .modules(let modules) = layer, case .linear(let from, _, _) = modules.paint else { return nil }
            return from.x
        }
        #expect(starts.sorted() == [4, 4, Double(symbol.size - 3)])
    }

    @Test("a logo lies in the middle, and the modules that it touches are left out alike on both sides")
    func logo() throws {
        let logo = try Logo(square(60, 30), ratio: 0.25, margin: 0.5)
        let placement = LogoPlacement(logo, symbolSize: symbol.size)
        #expect(placement.frame.center == Point(Double(symbol.size) / 2, Double(symbol.size) / 2))
        #expect(placement.frame.width == 0.25 * Double(symbol.size))
        #expect(placement.clearedColumns.lowerBound + placement.clearedColumns.upperBound == symbol.size)
        #expect(placement.clearedRows.count < placement.clearedColumns.count)
        let scene = try Scene(symbol, style: styled { $0.logo = logo })
        let ink = InkOracle(scene.layers)
        for y in placement.clearedRows {
            for x in placement.clearedColumns {
                #expect(!ink.isInked(Double(x) + 4.5, Double(y) + 4.5))
            }
        }
        guard case .picture(let picture)? = scene.layers.last else {
            Issue.record("the logo is not on top")
            return
        }
        #expect(picture.frame.center == Point(Double(scene.side) / 2, Double(scene.side) / 2))
    }

    @Test("the largest logo leaves the eyes and the format information", arguments: [1, 2, 3, 10, 40])
    func largestLogo(version: Int) throws {
        let size = 17 + 4 * version
        let placement = LogoPlacement(try Logo(square(10, 10), ratio: 0.5, margin: 5), symbolSize: size)
        #expect(placement.clearedColumns.lowerBound >= 9 && placement.clearedColumns.upperBound <= size - 9)
    }

    @Test("a logo that lies over the modules leaves them")
    func logoOver() throws {
        let logo = try Logo(square(10, 10), clearsModules: false)
        let scene = try Scene(symbol, style: styled { $0.logo = logo })
        guard case .modules(let modules) = scene.layers[1] else {
            Issue.record("no modules")
            return
        }
        #expect(modules.grid == scene.symbol)
    }

    @Test("a frame grows the picture and leaves the quiet zone as it is", arguments: LabelFrame.Shape.allCases)
    func frames(shape: LabelFrame.Shape) throws {
        for label in [nil, "SCAN"] {
            let style = try styled { $0.frame = try LabelFrame(shape, label: label) }
            let scene = try Scene(symbol, style: style)
            #expect(scene.side >= symbol.size + 8)
            #expect(2 * scene.symbolX + symbol.size == scene.side)
            let (left, top) = (scene.symbolX - 4, scene.symbolY - 4)
            let ink = InkOracle(scene.layers)
            for index in 0..<symbol.size + 8 {
                for (x, y) in [
                    (index, 0), (index, 3), (0, index), (symbol.size + 7, index), (index, symbol.size + 7),
                ] {
                    let isInked = ink.isInked(Double(left + x) + 0.5, Double(top + y) + 0.5)
                    #expect(!isInked, "(\(x), \(y))")
                }
            }
        }
    }

    @Test("a round code has its quiet zone, and nothing beyond the disc", arguments: [ModulePattern.squares, .dot])
    func circle(pattern: ModulePattern) throws {
        let style = try styled { style in
            (style.silhouette, style.pattern) = (.circle, pattern)
        }
        let scene = try Scene(symbol, style: style)
        #expect(scene.layers[0] == .fill(.solid(.transparent)))
        #expect(2 * scene.symbolX + symbol.size == scene.side && scene.symbolX == scene.symbolY)
        let ink = InkOracle(scene.layers.dropFirst(2))
        let middle = Double(scene.side) / 2
        var rim = 0
        for y in 0..<scene.side {
            for x in 0..<scene.side {
                let point = Point(Double(x) + 0.5, Double(y) + 0.5)
                let (column, row) = (x - scene.symbolX, y - scene.symbolY)
                let isSymbol = 0..<symbol.size ~= column && 0..<symbol.size ~= row
                let isQuiet = -4..<symbol.size + 4 ~= column && -4..<symbol.size + 4 ~= row && !isSymbol
                let (dx, dy) = (point.x - middle, point.y - middle)
                let isBeyond = dx * dx + dy * dy > middle * middle
                guard ink.isInked(point.x, point.y) else { continue }
                #expect(!isQuiet && !isBeyond, "\(point)")
                rim += isSymbol ? 0 : 1
            }
        }
        #expect(rim > 100)
        #expect(try Scene(symbol, style: style) == scene)
    }

    @Test("a background picture fills the picture, faded behind the modules")
    func backgroundPicture() throws {
        let scene = try Scene(symbol, style: styled { $0.backgroundPicture = square(300, 100) })
        guard case .picture(let picture) = scene.layers[1], case .path(let middles) = scene.layers[2] else {
            Issue.record("\(scene.layers.count) layers without a picture and light modules")
            return
        }
        // EPS has no transparency: a veil over the picture would hide it.
        #expect(middles.paint == .solid(.white))
        #expect(picture.frame.height == Double(scene.side))
        #expect((picture.frame.width - Double(3 * scene.side)).magnitude < 1e-9)
        #expect(picture.frame.center == Point(Double(scene.side) / 2, Double(scene.side) / 2))
    }

    @Test("however dark a background picture is, its code has a quiet zone and scans", arguments: [0, 40, 120, 255])
    func darkPicture(level: UInt8) throws {
        for silhouette in [Silhouette.square, .circle] {
            let style = try styled { style in
                style.backgroundPicture = square(70, 70, [level, level, level, 255])
                style.silhouette = silhouette
            }
            let report = try ScanReport(of: Scene(symbol, style: style), symbol: symbol, size: .automatic)
            #expect(report.grade == .excellent, "\(report.reasons)")
            #expect(report.quietZone == 4)
        }
    }

    @Test("a picture fades by half, dark ones further, and what is translucent in it stays so")
    func veil() {
        let bright = PictureVeil(over: square(3, 3, [200, 200, 200, 255]), light: .white, dark: .black)
        #expect(bright.weight == 0.5)
        let faded = PictureVeil(over: square(3, 3, [0, 0, 0, 255]), light: .white, dark: .black)
        #expect(faded.weight == 0.65)
        let ghost = square(2, 2, [0, 0, 100, 90])
        let veil = PictureVeil(over: ghost, light: Color(red: 200, green: 250, blue: 100), dark: .black)
        #expect(Array(veil.fade(ghost).pixels.prefix(4)) == [100, 125, 100, 90])
    }

    @Test("the label on a bar can be read, whatever colors the bar and the background have")
    func labelContrast() throws {
        let yellow = Color(red: 255, green: 255, blue: 0)
        let cases: [(bar: Color, background: Color, letters: Color)] = [
            (.black, .white, .white), (yellow, .white, .black), (yellow, .black, .black),
            (.black, Color(red: 40, green: 0, blue: 0), .white),
        ]
        for (bar, background, letters) in cases {
            let style = try styled { style in
                style.background = .solid(background)
                style.frame = try LabelFrame(.banner, color: bar, label: "SCAN")
            }
            guard case .path(let label)? = try Scene(symbol, style: style).layers.last else {
                Issue.record("no label")
                return
            }
            #expect(label.paint == .solid(letters))
        }
    }

    @Test("halftone discs follow the darkness of the background picture")
    func halftone() throws {
        func area(_ level: UInt8) throws -> Int {
            let picture = square(10, 10, [level, level, level, 255])
            let style = try styled { ($0.pattern, $0.backgroundPicture) = (.halftone, picture) }
            let scene = try Scene(symbol, style: style)
            guard case .path(let ink)? = scene.layers.last else { return 0 }
            let oracle = PathOracle(ink.path)
            return (0..<4_000).count { step in
                let (row, column) = step.quotientAndRemainder(dividingBy: 100)
                return oracle.winding(around: Point(12 + Double(column) / 7, 12 + Double(row) / 7)) > 0
            }
        }
        #expect(try area(0) > area(255) * 3 / 2)
    }
}
