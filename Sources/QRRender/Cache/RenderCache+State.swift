// SPDX-License-Identifier: Apache-2.0

extension RenderCache {
    /// What has happened, and what is held now.
    public struct Statistics: Hashable, Sendable {
        /// The requests answered without rendering, those that waited for another's rendering among them.
        public let hits: Int
        /// The requests that were rendered, failed ones among them.
        public let misses: Int
        /// The requests refused because too many pictures were waiting.
        public let refused: Int
        /// The pictures held.
        public let count: Int
        /// The bytes that they take.
        public let bytes: Int
    }

    /// How a request will be answered.
    package enum Lookup: Sendable {
        /// From the cache.
        case kept(TaggedImage)
        /// By a picture in the making, begun for this request (a miss) or another (a hit).
        case making(Task<Result<TaggedImage, RenderError>, Never>, outcome: CachedImage.Outcome)
        /// Not at all: too many pictures wait.
        case refused

        /// The answer, once it is there.
        ///
        /// - Returns: The picture.
        /// - Throws: What rendering throws, or ``RenderError/tooManyWaiting``.
        package func result() async throws(RenderError) -> CachedImage {
            switch self {
            case .kept(let image): CachedImage(image, outcome: .hit)
            case .making(let making, let outcome): CachedImage(try await making.value.get(), outcome: outcome)
            case .refused: throw .tooManyWaiting
            }
        }
    }

    struct State {
        var pictures: LRUStore<RenderRequest, (image: TaggedImage, expiry: ContinuousClock.Instant)>
        var making: [RenderRequest: Task<Result<TaggedImage, RenderError>, Never>] = [:]
        var hits = 0
        var misses = 0

        /// The picture under a key; one that is too old is dropped.
        mutating func picture(
            for key: RenderRequest, isPassing: Bool, at now: ContinuousClock.Instant,
        ) -> TaggedImage? {
            guard let kept = pictures.value(for: key, isPassing: isPassing) else { return nil }
            if now < kept.expiry { return kept.image }
            pictures.remove(key)
            return nil
        }

        mutating func keep(
            _ image: TaggedImage, for key: RenderRequest, isPassing: Bool, until expiry: ContinuousClock.Instant,
        ) {
            let texts = key.text.utf8.count + (key.title?.utf8.count ?? 0) + (key.description?.utf8.count ?? 0)
            let cost = image.image.bytes.count + texts + RenderCache.entryOverhead
            pictures.insert((image, expiry), for: key, cost: cost, isPassing: isPassing)
        }
    }
}
