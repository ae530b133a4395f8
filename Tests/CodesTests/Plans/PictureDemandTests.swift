// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Codes

@Suite("Plans and pictures")
struct PictureDemandTests {
    private static func plan(_ name: String) throws -> Plan { try #require(try PlanCatalog.builtIn()[name]) }

    private static func demand(
        inches: Double? = nil,
        dpi: Int? = nil,
        pixels: Int? = nil,
        hasPicture: Bool = false,
    ) -> PictureDemand {
        PictureDemand(inches: inches, dpi: dpi, pixels: pixels, hasPicture: hasPicture)
    }

    @Test("what reaches a limit is allowed, what passes it is not")
    func limits() throws {
        let free = try Self.plan("free")
        #expect(free.excesses(of: Self.demand(inches: 3, dpi: 300)).isEmpty)
        #expect(free.excesses(of: Self.demand(pixels: 900)).isEmpty)
        #expect(free.excesses(of: Self.demand(inches: 3.01)) == [.inches(most: 3)])
        #expect(free.excesses(of: Self.demand(pixels: 901)) == [.pixels(most: 900)])
        let all = Self.demand(inches: 4, dpi: 301, hasPicture: true)
        #expect(free.excesses(of: all) == [.inches(most: 3), .dpi(most: 300), .picture])
    }

    @Test("the largest plan allows everything that can be drawn")
    func largest() throws {
        let largest = try Self.plan("enterprise")
        #expect(largest.mostPixels == 9_000)
        #expect(largest.excesses(of: Self.demand(inches: 15, dpi: 600, hasPicture: true)).isEmpty)
    }

    @Test("a plan without batches names the smallest that has them")
    func batches() throws {
        let plans = try PlanCatalog.builtIn()
        let (free, starter) = (try Self.plan("free"), try Self.plan("starter"))
        #expect(throws: CodeError.noBatches(plan: "free", upgrade: "starter")) {
            try plans.checkBatch(of: 1, on: "free", free)
        }
        #expect(throws: CodeError.batchTooLarge(plan: "starter", most: 50, given: 51)) {
            try plans.checkBatch(of: 51, on: "starter", starter)
        }
        #expect(throws: Never.self) { try plans.checkBatch(of: 50, on: "starter", starter) }
    }
}
