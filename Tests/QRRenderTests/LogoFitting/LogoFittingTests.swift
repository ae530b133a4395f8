// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("A logo raises version and level until half of every block's budget is kept")
struct LogoFittingTests {
    private static let picture = Picture(width: 2, height: 2, pixels: Array(repeating: 90, count: 16))

    /// The largest centred squares, in modules, at L, M, Q and H; found by another program.
    @Test(
        "the largest squares that surely survive are those of an independent count",
        arguments: [
            (3, [5, 7, 9, 9]), (4, [7, 7, 11, 13]), (5, [7, 11, 13, 15]), (6, [7, 13, 15, 17]),
            (10, [15, 19, 25, 27]),
            (40, [51, 65, 83, 91]),
        ],
    )
    func squares(version: Int, expected: [Int]) {
        for (level, side) in zip(ErrorCorrection.allCases, expected) {
            #expect(isLargest(side, version, level, share: 1))
        }
    }

    @Test(
        "and with half of the budget kept",
        arguments: [(3, [3, 3, 5, 5]), (5, [3, 7, 9, 9]), (6, [5, 7, 11, 13])],
    )
    func halfSquares(version: Int, expected: [Int]) {
        for (level, side) in zip(ErrorCorrection.allCases, expected) {
            #expect(isLargest(side, version, level, share: 0.5))
        }
    }

    @Test("every block keeps half of its budget, and no smaller version would do", arguments: [0.1, 0.2, 0.24, 0.3])
    func proof(ratio: Double) throws {
        let logo = try Logo(Self.picture, ratio: ratio)
        var style = Style.standard
        style.logo = logo
        let symbol = try LogoFitting.symbol(text: sampleURL, style: style, logo: logo)
        let hidden = HiddenModules(under: logo, version: symbol.version)
        #expect(hidden.budgetUsed(at: symbol.errorCorrection) <= 0.5)
        for version in 1..<symbol.version {
            for level in ErrorCorrection.allCases where level >= .medium {
                let options = EncodingOptions(
                    errorCorrection: level, boostsErrorCorrection: false, versions: version...version, )
                guard (try? QRSymbol(text: sampleURL, options: options)) != nil else { continue }
                #expect(HiddenModules(under: logo, version: version).budgetUsed(at: level) > 0.5)
            }
        }
        #expect(try Renderer.render(RenderRequest(text: sampleURL, style: style)).version == symbol.version)
    }

    @Test("a level or version that is asked for stays")
    func fixed() throws {
        let logo = try Logo(Self.picture, ratio: 0.3)
        func fitted(_ level: ErrorCorrection?, _ version: Int?) throws -> QRSymbol {
            try LogoFitting.symbol(
                text: sampleURL, style: Style(errorCorrection: level, version: version), logo: logo, )
        }
        #expect(try fitted(.quartile, nil).errorCorrection == .quartile)
        #expect(try fitted(nil, 7).version == 7)
        #expect(try fitted(nil, 7).errorCorrection == .high)
        let both = try fitted(.low, 5)
        #expect((both.version, both.errorCorrection) == (5, .low))
    }

    @Test("where no version keeps half, the first that keeps something is taken")
    func tooLarge() throws {
        let logo = try Logo(Self.picture, ratio: 0.45)
        let symbol = try LogoFitting.symbol(text: sampleURL, style: .standard, logo: logo)
        let used = HiddenModules(under: logo, version: symbol.version).budgetUsed(at: symbol.errorCorrection)
        #expect(0.5 < used && used < 1)
    }

    @Test("a text that does not fit is the encoder's error")
    func tooLong() throws {
        let logo = try Logo(Self.picture)
        #expect(throws: EncodingError.self) {
            try LogoFitting.symbol(text: sampleURL, style: Style(version: 1), logo: logo)
        }
    }

    /// Whether a centred square of so many modules keeps to a share of the budget, and the next larger one does not.
    private func isLargest(_ side: Int, _ version: Int, _ level: ErrorCorrection, share: Double) -> Bool {
        let size = 17 + 4 * version
        let used = [side, side + 2].map { side in
            let range = (size - side) / 2..<(size + side) / 2
            return HiddenModules(version: version, areas: [(range, range)]).budgetUsed(at: level)
        }
        return used[0] <= share && used[1] > share
    }
}
