// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

@Suite("Large bodies")
struct LargeBodiesTests {
    @Test("who finds no place waits for one that is given back")
    func takesTurns() async throws {
        let bodies = LargeBodies(places: 2)
        var first: LargeBodies.Place? = try await bodies.enter()
        let second = try await bodies.enter()
        let waiting = Task { try await bodies.enter() }
        #expect(first != nil)
        first = nil
        let third = try await waiting.value
        withExtendedLifetime((second, third)) {}
    }

    @Test("who gives up waiting takes no place")
    func gives() async throws {
        let bodies = LargeBodies(places: 1)
        var place: LargeBodies.Place? = try await bodies.enter()
        let waiting = Task { try await bodies.enter() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { _ = try await waiting.value }
        #expect(place != nil)
        place = nil
        _ = try await bodies.enter()
    }
}
