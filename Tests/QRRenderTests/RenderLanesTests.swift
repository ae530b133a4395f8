// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization
import Testing

@testable import QRRender

@Suite("Lanes of pictures")
struct RenderLanesTests {
    /// A thread that notes what it did.
    final class NotingExecutor: TaskExecutor {
        private let queue = DispatchQueue(label: "lane")
        private let count = Mutex(0)

        var jobs: Int { count.withLock { $0 } }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            count.withLock { $0 += 1 }
            queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    private let gate = RenderCacheTests.Gate(isOpen: false)

    private func lanes(_ mostWork: Int) -> RenderLanes {
        RenderLanes(small: RenderLane(on: nil, mostWork: mostWork), large: RenderLane(on: nil, mostWork: mostWork))
    }

    private func cache(_ lanes: RenderLanes) -> RenderCache {
        RenderCache(
            lanes: lanes,
            render: { [gate] request throws(RenderError) in
                await gate.pass()
                return try Renderer.render(request)
            }, )
    }

    @Test(
        "pictures of many pixels are large, sooner where the format needs more memory",
        arguments: [
            (.png, 9_000, true), (.png, 4_096, true), (.png, 4_095, false), (.jpg, 2_897, true), (.jpg, 2_896, false),
            (.webp, 2_048, true), (.webp, 2_047, false), (.svg, 9_000, false), (.pdf, 9_000, false),
        ] as [(ImageFormat, Int, Bool)],
    )
    func large(_ format: ImageFormat, _ side: Int, isLarge: Bool) throws {
        let lanes = RenderLanes()
        let request = try RenderRequest(text: "a", format: format, size: .pixels(side))
        #expect(lanes.lane(for: request) === (isLarge ? lanes.large : lanes.small))
    }

    @Test("large pictures have threads of their own, and reports are made on those of small ones")
    func threads() async throws {
        let (small, large) = (NotingExecutor(), NotingExecutor())
        let cache = RenderCache(
            lanes: RenderLanes(small: small, large: large),
            render: { request throws(RenderError) in try Renderer.render(RenderRequest(text: request.text)) }, )
        let poster = try RenderRequest(text: "a", size: .pixels(9_000))
        _ = try await cache.image(for: poster)
        #expect(large.jobs > 0 && small.jobs == 0)
        let jobs = large.jobs
        _ = try await cache.report(on: poster)
        #expect(large.jobs == jobs && small.jobs > 0)
        _ = try await cache.imageOnce(for: poster)
        #expect(large.jobs > jobs)
    }

    @Test("what comes when too much waits is refused at once, and taken when there is room again")
    func refused() async throws {
        let cache = cache(lanes(2 * RenderRequest.leastWork))
        let requests = try ["a", "b", "c"].map { try RenderRequest(text: $0) }
        let waiting = requests.prefix(2).map { cache.lookUp($0) }
        await #expect(throws: RenderError.tooManyWaiting) { try await cache.image(for: requests[2]) }
        await #expect(throws: RenderError.tooManyWaiting) { try await cache.imageOnce(for: requests[2]) }
        await #expect(throws: RenderError.tooManyWaiting) { try await cache.report(on: requests[2]) }
        let joined = cache.lookUp(requests[0])
        #expect(cache.statistics.refused == 3 && cache.statistics.misses == 2)
        gate.open()
        for lookup in waiting + [joined] { _ = try await lookup.result() }
        // The last one leaves the lane just after its picture is there.
        while await Result(catching: { try await cache.imageOnce(for: requests[2]) }).isRefused { await Task.yield() }
        #expect(try await cache.image(for: requests[2]).outcome == .miss)
    }

    @Test("an empty lane takes any picture, and one that failed makes room")
    func empty() async throws {
        let lane = RenderLane(on: nil, mostWork: 10)
        #expect(lane.enter(100))
        #expect(!lane.enter(1))
        lane.leave(100)
        await #expect(throws: RenderError.outOfMemory) {
            try await lane.run(8) { () throws(RenderError) -> Int in throw .outOfMemory }
        }
        #expect(lane.enter(10))
    }

    @Test("who brings threads of his own waits for nobody")
    func own() async throws {
        let cache = cache(lanes(RenderRequest.leastWork))
        let waiting = cache.lookUp(try RenderRequest(text: "a"))
        let executor = NotingExecutor()
        let other = cache.lookUp(try RenderRequest(text: "b"), on: executor)
        gate.open()
        for lookup in [waiting, other] { _ = try await lookup.result() }
        #expect(executor.jobs > 0 && cache.statistics.refused == 0)
    }

    @Test("a picture that is made once is neither looked up nor kept")
    func once() async throws {
        gate.open()
        let cache = cache(RenderLanes())
        let request = try RenderRequest(text: "a")
        for _ in 0..<2 { #expect(try await cache.imageOnce(for: request) == Renderer.render(request)) }
        #expect(gate.renderings == 2 && cache.statistics.count == 0 && cache.statistics.misses == 0)
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }

    fileprivate var isRefused: Bool {
        if case .failure(RenderError.tooManyWaiting) = self { true } else { false }
    }
}
