// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender
import Synchronization
import Testing

@Suite("Render cache")
struct RenderCacheTests {
    /// Counts renderings and lets none pass before it is opened.
    final class Gate: Sendable {
        private let state: Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>], renderings: Int)>

        init(isOpen: Bool = true) {
            state = Mutex((isOpen, [], 0))
        }

        var renderings: Int { state.withLock { $0.renderings } }

        func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                return state.waiting
            }
            for one in waiting { one.resume() }
        }

        func pass() async {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    state.renderings += 1
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
        }
    }

    /// A clock that stands until it is moved.
    final class Clock: Sendable {
        private let instant = Mutex(ContinuousClock.Instant.now)

        var now: ContinuousClock.Instant { instant.withLock { $0 } }

        func advance(by duration: Duration) {
            instant.withLock { $0 = $0.advanced(by: duration) }
        }
    }

    private let clock = Clock()

    private func cache(_ gate: Gate, capacity: Int = 1 << 20) -> RenderCache {
        RenderCache(capacity: capacity, now: { [clock] in clock.now }) { request throws(RenderError) in
            await gate.pass()
            return try Renderer.render(request)
        }
    }

    @Test("the first request is a miss, the second a hit with the same bytes and entity tag")
    func hitAndMiss() async throws {
        let gate = Gate()
        let cache = cache(gate)
        let request = try RenderRequest(text: "a")
        let first = try await cache.image(for: request)
        let second = try await cache.image(for: request)
        #expect((first.outcome, second.outcome) == (.miss, .hit))
        #expect(first.image == second.image)
        #expect(first.image == (try Renderer.render(request)))
        #expect(first.entityTag == second.entityTag)
        #expect(gate.renderings == 1)
        let statistics = cache.statistics
        #expect((statistics.hits, statistics.misses, statistics.count) == (1, 1, 1))
    }

    @Test("requests that differ only in what the format does not show are rendered once")
    func canonical() async throws {
        let gate = Gate()
        let cache = cache(gate)
        _ = try await cache.image(for: RenderRequest(text: "a", title: "one"))
        #expect(try await cache.image(for: RenderRequest(text: "a", title: "two")).outcome == .hit)
        #expect(gate.renderings == 1)
    }

    @Test("an entity tag is strong, quoted, and different for different bytes")
    func entityTags() async throws {
        let cache = RenderCache()
        var tags: Set<String> = []
        for format in ImageFormat.allCases {
            for text in ["a", "b"] {
                tags.insert(try await cache.image(for: RenderRequest(text: text, format: format)).entityTag)
            }
        }
        #expect(tags.count == 2 * ImageFormat.allCases.count)
        #expect(tags.allSatisfy { $0.count == 34 && $0.hasPrefix("\"") && $0.hasSuffix("\"") })
    }

    @Test("concurrent equal requests render once and all get the picture")
    func singleFlight() async throws {
        let gate = Gate(isOpen: false)
        let cache = cache(gate)
        let request = try RenderRequest(text: "a")
        let lookups = (0..<50).map { _ in cache.lookUp(request) }
        gate.open()
        var outcomes: [CachedImage.Outcome] = []
        for lookup in lookups { outcomes.append(try await lookup.result().outcome) }
        #expect(outcomes == [.miss] + Array(repeating: .hit, count: 49))
        #expect(gate.renderings == 1)
    }

    @Test("requests for other pictures do not wait for one in the making")
    func independent() async throws {
        let gate = Gate(isOpen: false)
        let slow = try RenderRequest(text: "slow")
        let render: RenderCache.Render = { request throws(RenderError) in
            if request.text == "slow" { await gate.pass() }
            return try Renderer.render(request)
        }
        let cache = RenderCache(render: render)
        let waiting = cache.lookUp(slow)
        #expect(try await cache.image(for: RenderRequest(text: "fast")).outcome == .miss)
        gate.open()
        #expect(try await waiting.result().outcome == .miss)
    }

    @Test("a failed rendering reaches everyone who waits and is not kept")
    func failure() async throws {
        let gate = Gate(isOpen: false)
        let cache = cache(gate)
        let request = try RenderRequest(text: "a", size: .pixels(3))
        let lookups = (0..<5).map { _ in cache.lookUp(request) }
        gate.open()
        for lookup in lookups {
            await #expect(throws: RenderError.sizeTooSmall(pixels: 3, least: 29)) { try await lookup.result() }
        }
        #expect(gate.renderings == 1)
        await #expect(throws: RenderError.self) { try await cache.image(for: request) }
        #expect(gate.renderings == 2)
        #expect(cache.statistics.count == 0)
    }

    @Test("one who gives up does not take the picture from the others")
    func cancellation() async throws {
        let gate = Gate(isOpen: false)
        let cache = cache(gate)
        let request = try RenderRequest(text: "a")
        let lookup = cache.lookUp(request)
        let impatient = Task { try await cache.image(for: request) }
        impatient.cancel()
        gate.open()
        #expect(try await lookup.result().image == Renderer.render(request))
        #expect(try await impatient.value.outcome == .hit)
        #expect(gate.renderings == 1)
    }

    @Test("a picture expires when its lifetime is over, counted from its making")
    func expiry() async throws {
        let gate = Gate()
        let cache = cache(gate)
        let request = try RenderRequest(text: "a")
        _ = try await cache.image(for: request)
        clock.advance(by: .seconds(24 * 60 * 60 - 1))
        #expect(try await cache.image(for: request).outcome == .hit)
        clock.advance(by: .seconds(1))
        #expect(try await cache.image(for: request).outcome == .miss)
        #expect(gate.renderings == 2)
        #expect(cache.statistics.count == 1)
    }

    @Test("the bytes held never exceed the capacity, and the least recently used picture goes")
    func eviction() async throws {
        let gate = Gate()
        let small = try RenderRequest(text: "a", format: .matrix)
        let cost = try Renderer.render(small).bytes.count + 1 + 512
        let cache = cache(gate, capacity: 2 * cost)
        for text in ["a", "b", "a", "c"] {
            _ = try await cache.image(for: RenderRequest(text: text, format: .matrix))
            #expect(cache.statistics.bytes <= 2 * cost)
        }
        #expect(gate.renderings == 3)
        #expect(try await cache.image(for: small).outcome == .hit)
        #expect(try await cache.image(for: RenderRequest(text: "b", format: .matrix)).outcome == .miss)
    }

    @Test("a batch larger than the cache leaves what others asked for last, and a smaller one is a hit again")
    func batch() async throws {
        let cost = try Renderer.render(RenderRequest(text: "a10", format: .matrix)).bytes.count + 3 + 512
        let cache = cache(Gate(), capacity: 80 * cost)
        func image(_ text: String, isOfBatch: Bool) async throws -> CachedImage.Outcome {
            let request = try RenderRequest(text: text, format: .matrix)
            return try await cache.image(for: request, on: isOfBatch ? globalConcurrentExecutor : nil).outcome
        }
        for number in 10..<20 { _ = try await image("a\(number)", isOfBatch: false) }
        for number in 10..<99 { _ = try await image("b\(number)", isOfBatch: true) }
        for number in 10..<20 { #expect(try await image("a\(number)", isOfBatch: false) == .hit, "\(number)") }
        for number in 10..<80 { _ = try await image("c\(number)", isOfBatch: true) }
        for number in 10..<80 { #expect(try await image("c\(number)", isOfBatch: true) == .hit, "\(number)") }
        #expect(cache.statistics.bytes == 80 * cost)
    }

    @Test("a picture larger than the capacity is answered and not kept")
    func oversize() async throws {
        let cache = cache(Gate(), capacity: 100)
        let request = try RenderRequest(text: "a")
        for _ in 0..<2 { #expect(try await cache.image(for: request).outcome == .miss) }
        #expect(cache.statistics.bytes == 0)
    }

    @Test("a report is that of the picture, and neither makes nor keeps one")
    func report() async throws {
        let cache = RenderCache()
        for text in ["a", "b", "a"] {
            let request = try RenderRequest(text: text, style: Style(margin: 2), size: .pixels(300, dpi: 300))
            #expect(try await cache.report(on: request) == Renderer.render(request).scanReport)
        }
        let pale = try RenderRequest(text: "a", style: Style(foreground: .solid(.gray(250))))
        for _ in 0..<2 { await #expect(throws: RenderError.self) { try await cache.report(on: pale) } }
        #expect(cache.statistics.misses == 0 && cache.statistics.count == 0)
    }
}
