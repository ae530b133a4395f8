// SPDX-License-Identifier: Apache-2.0

/// Where pictures are made: small ones apart from large ones, so that nobody waits for seconds to get a small one.
///
/// So much may wait in each lane; what comes then is refused at once, before it waits for longer than its caller does.
public struct RenderLanes: Sendable {
    /// Pictures of so much work take the lane of large ones, see ``RenderRequest/work``: PNG files of 4,096 pixels a side.
    static let largeWork = 16 << 20
    /// What may wait among small pictures: some ten seconds of work.
    static let mostSmallWork = 256 << 20
    /// What may wait among large ones, the one in the making included: eight of the largest.
    static let mostLargeWork = 768 << 20

    let small: RenderLane
    let large: RenderLane

    /// Makes empty lanes.
    ///
    /// - Parameters:
    ///   - small: Where small pictures are made and all are measured; `nil` for the global executor.
    ///   - large: Where large pictures are made; as many at once as it has threads. `nil` for the global executor.
    public init(small: (any TaskExecutor)? = nil, large: (any TaskExecutor)? = nil) {
        self.init(
            small: RenderLane(on: small, mostWork: Self.mostSmallWork),
            large: RenderLane(on: large, mostWork: Self.mostLargeWork), )
    }

    init(small: RenderLane, large: RenderLane) {
        self.small = small
        self.large = large
    }

    /// How many were refused.
    var refused: Int { small.refused + large.refused }

    func lane(for request: RenderRequest) -> RenderLane { request.work < Self.largeWork ? small : large }
}
