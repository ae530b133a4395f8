// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The one way to pictures for everything that serves many: each picture is made once, however many ask for it.
///
/// Requests are the keys, reduced to what their format shows. Pictures stay for a lifetime that counts from their
/// making, within a bound of bytes, the least recently used leaving first; those of batches leave before the others, and leave
/// them an eighth of it. Requests that come while their picture is in the making wait for it; when making fails, all of them
/// get the error and nothing is kept.
///
/// A hit is a lookup under a lock and no suspension. Rendering runs as a task of its own in one of the lanes given, never on
/// the caller's thread, so that an event loop is not held up; a caller that is cancelled disturbs nobody else.
public final class RenderCache: Sendable {
    /// How a picture is made.
    public typealias Render = @Sendable (RenderRequest) async throws(RenderError) -> RenderedImage

    /// Bytes that an entry takes besides its picture and texts, roughly.
    static let entryOverhead = 512

    private let lifetime: Duration
    private let lanes: RenderLanes
    private let now: @Sendable () -> ContinuousClock.Instant
    private let render: Render
    private let state: Mutex<State>
    /// The last reports, because many codes are made in one style; few, for a key holds the logo of its style.
    private let reports = Mutex(LRUStore<RenderRequest, ScanReport?>(capacity: 16))

    /// Makes an empty cache.
    ///
    /// - Parameters:
    ///   - capacity: The bytes that all pictures may take together, texts of the requests included; 64 MiB by default.
    ///   - lifetime: How long a picture stays after its making; 24 hours by default.
    ///   - lanes: Where pictures are made, and how many may wait; by default the global executor.
    ///   - now: The clock.
    ///   - render: How a picture is made; ``Renderer/render(_:)`` by default.
    public init(
        capacity: Int = 64 << 20,
        lifetime: Duration = .seconds(24 * 60 * 60),
        lanes: RenderLanes = RenderLanes(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        render: @escaping Render = { request throws(RenderError) in try Renderer.render(request) },
    ) {
        self.lifetime = lifetime
        self.lanes = lanes
        self.now = now
        self.render = render
        state = Mutex(State(pictures: LRUStore(capacity: capacity)))
    }

    /// The picture for a request, from the cache or made now.
    ///
    /// - Parameters:
    ///   - request: What to draw and how.
    ///   - executor: Where the picture is made if it has to be, for those who ask for many and bound themselves how much
    ///     waits there: all of their pictures leave an eighth of the cache to others. `nil` for the lanes of the cache.
    /// - Returns: The picture, its entity tag, and whether it was a hit.
    /// - Throws: What rendering throws, see ``Renderer/render(_:)``, or ``RenderError/tooManyWaiting``.
    public func image(
        for request: RenderRequest,
        on executor: (any TaskExecutor)? = nil,
    ) async throws(RenderError) -> CachedImage {
        try await lookUp(request, on: executor).result()
    }

    /// Measures the picture of a request where pictures are made, without making or keeping it.
    ///
    /// - Parameter request: What would be drawn and how.
    /// - Returns: The report; `nil` for a picture that has none.
    /// - Throws: What ``Renderer/report(on:)`` throws, or ``RenderError/tooManyWaiting``.
    public func report(on request: RenderRequest) async throws(RenderError) -> ScanReport? {
        let key = request.canonical
        if let known = reports.withLock({ $0.value(for: key) }) { return known }
        // How large the picture is does not matter: modules are measured.
        let report = try await lanes.small.run(RenderRequest.leastWork) { () throws(RenderError) in
            try Renderer.report(on: key)
        }
        reports.withLock { $0.insert(report, for: key, cost: 1) }
        return report
    }

    /// The picture of a request that nobody asks for again: made where pictures are made, and neither looked up nor kept.
    ///
    /// - Parameter request: What to draw and how.
    /// - Returns: The picture.
    /// - Throws: What rendering throws, see ``Renderer/render(_:)``, or ``RenderError/tooManyWaiting``.
    public func imageOnce(for request: RenderRequest) async throws(RenderError) -> RenderedImage {
        try await lanes.lane(for: request).run(request.work) { [render] () throws(RenderError) in
            try await render(request)
        }
    }

    /// What the cache has done and holds.
    public var statistics: Statistics {
        state.withLock { state in
            Statistics(
                hits: state.hits,
                misses: state.misses,
                refused: lanes.refused,
                count: state.pictures.count,
                bytes: state.pictures.cost,
            )
        }
    }

    /// Finds a picture or joins its making, or begins it; when this returns, the request is counted and cannot be lost.
    package func lookUp(_ request: RenderRequest, on executor: (any TaskExecutor)? = nil) -> Lookup {
        let key = request.canonical
        let isPassing = executor != nil
        return state.withLock { state in
            if let kept = state.picture(for: key, isPassing: isPassing, at: now()) {
                state.hits += 1
                return .kept(kept)
            }
            if let making = state.making[key] {
                state.hits += 1
                return .making(making, outcome: .hit)
            }
            // Who brings an executor bounds himself how much he asks for at once.
            let lane = isPassing ? nil : lanes.lane(for: key)
            guard lane?.enter(key.work) ?? true else {
                return .refused
            }
            state.misses += 1
            let making = Task.detached(executorPreference: executor ?? lane?.executor) { [self] in
                defer { lane?.leave(key.work) }
                return await make(key, isPassing: isPassing)
            }
            state.making[key] = making
            return .making(making, outcome: .miss)
        }
    }

    private func make(_ key: RenderRequest, isPassing: Bool) async -> Result<TaggedImage, RenderError> {
        let result: Result<TaggedImage, RenderError>
        do {
            result = .success(TaggedImage(try await render(key)))
        } catch {
            result = .failure(error)
        }
        state.withLock { state in
            state.making[key] = nil
            guard case .success(let image) = result else { return }
            state.keep(image, for: key, isPassing: isPassing, until: now().advanced(by: lifetime))
        }
        return result
    }
}
