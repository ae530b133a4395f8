// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The one way to pictures for everything that serves many: each picture is made once, however many ask for it.
///
/// Requests are the keys, reduced to what their format shows. Pictures stay for a lifetime that counts from their
/// making, within a bound of bytes, the least recently used leaving first. Requests that come while their picture is in
/// the making wait for it; when making fails, all of them get the error and nothing is kept.
///
/// A hit is a lookup under a lock and no suspension. Rendering runs as a task of its own on the executor given, never on
/// the caller's, so that an event loop is not held up; a caller that is cancelled disturbs nobody else.
public final class RenderCache: Sendable {
    /// How a picture is made.
    public typealias Render = @Sendable (RenderRequest) async throws(RenderError) -> RenderedImage

    /// Bytes that an entry takes besides its picture and texts, roughly.
    static let entryOverhead = 512

    private let lifetime: Duration
    private let executor: (any TaskExecutor)?
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
    ///   - executor: Where pictures are made; `nil` for the global executor.
    ///   - now: The clock.
    ///   - render: How a picture is made; ``Renderer/render(_:)`` by default.
    public init(
        capacity: Int = 64 << 20,
        lifetime: Duration = .seconds(24 * 60 * 60),
        executor: (any TaskExecutor)? = nil,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        render: @escaping Render = { request throws(RenderError) in try Renderer.render(request) },
    ) {
        self.lifetime = lifetime
        self.executor = executor
        self.now = now
        self.render = render
        state = Mutex(State(pictures: LRUStore(capacity: capacity)))
    }

    /// The picture for a request, from the cache or made now.
    ///
    /// - Parameters:
    ///   - request: What to draw and how.
    ///   - executor: Where the picture is made if it has to be; `nil` for the executor of the cache.
    /// - Returns: The picture, its entity tag, and whether it was a hit.
    /// - Throws: What rendering throws, see ``Renderer/render(_:)``.
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
    /// - Throws: What ``Renderer/report(on:)`` throws.
    public func report(on request: RenderRequest) async throws(RenderError) -> ScanReport? {
        let key = request.canonical
        if let known = reports.withLock({ $0.value(for: key) }) { return known }
        let work = Task.detached(executorPreference: executor) { () -> Result<ScanReport?, RenderError> in
            do throws(RenderError) {
                return .success(try Renderer.report(on: key))
            } catch {
                return .failure(error)
            }
        }
        let report = try await work.value.get()
        reports.withLock { $0.insert(report, for: key, cost: 1) }
        return report
    }

    /// What the cache has done and holds.
    public var statistics: Statistics {
        state.withLock { state in
            Statistics(hits: state.hits, misses: state.misses, count: state.pictures.count, bytes: state.pictures.cost)
        }
    }

    /// Finds a picture or joins its making, or begins it; when this returns, the request is counted and cannot be lost.
    package func lookUp(_ request: RenderRequest, on executor: (any TaskExecutor)? = nil) -> Lookup {
        let key = request.canonical
        return state.withLock { state in
            if let kept = state.picture(for: key, at: now()) {
                state.hits += 1
                return .kept(kept)
            }
            if let making = state.making[key] {
                state.hits += 1
                return .making(making, outcome: .hit)
            }
            state.misses += 1
            let making = Task.detached(executorPreference: executor ?? self.executor) { [self] in await make(key) }
            state.making[key] = making
            return .making(making, outcome: .miss)
        }
    }

    private func make(_ key: RenderRequest) async -> Result<TaggedImage, RenderError> {
        let result: Result<TaggedImage, RenderError>
        do {
            result = .success(TaggedImage(try await render(key)))
        } catch {
            result = .failure(error)
        }
        state.withLock { state in
            state.making[key] = nil
            guard case .success(let image) = result else { return }
            state.keep(image, for: key, until: now().advanced(by: lifetime))
        }
        return result
    }
}
