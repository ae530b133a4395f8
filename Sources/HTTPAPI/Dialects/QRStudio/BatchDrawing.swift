// SPDX-License-Identifier: Apache-2.0

import Archive
import Bulk
import Codes
import Management
import QRRender
import Synchronization

/// An item of a batch with its picture in the scratch file.
struct DrawnItem: Sendable {
    let item: StudioItem
    let picture: Drawn

    /// Where a picture is, and what it cost.
    struct Drawn: Sendable {
        let offset: Int
        let size: Int
        let checksum: UInt32
        /// Whether it was drawn for somebody else, or for another item.
        var isHit: Bool
        /// How long drawing took.
        var milliseconds: Int
    }
}

/// Draws the items of a batch on all cores.
///
/// Pictures go to a scratch file, so that the memory needed does not grow with them. Equal items are drawn and kept once.
final class BatchDrawing: Sendable {
    private struct State {
        var items: [StudioItem]
        var pictures: [DrawnItem.Drawn?]
        var scratch: BulkScratch
        /// Items that are still to be drawn, the last first.
        var waiting: [Int] = []
        var faults: [Int: String] = [:]
        var bytes = 0
    }

    private static let entryBytes = 512

    private let maker: StudioItems
    private let images: RenderCache
    private let object: StudioObject
    private let caller: Principal
    private let state: Mutex<State>

    init(
        _ items: [StudioItem],
        maker: StudioItems,
        images: RenderCache,
        object: StudioObject,
        into scratch: BulkScratch,
        for caller: Principal,
    ) {
        self.maker = maker
        self.images = images
        self.object = object
        self.caller = caller
        state = Mutex(State(items: items, pictures: Array(repeating: nil, count: items.count), scratch: scratch))
    }

    /// The file with the pictures.
    var scratch: BulkScratch { state.withLock(\.scratch) }

    /// Draws what is not drawn yet.
    /// - Returns: all items with their pictures.
    /// - Throws: a problem that names every item that cannot be drawn, or says that the archive would be too large; or
    ///   the store's failure.
    func run() async throws -> [DrawnItem] {
        try await identify()
        let copies = try plan()
        try await withThrowingDiscardingTaskGroup { group in
            // No more than there are threads: a picture that is begun is finished, even when the caller is gone.
            for _ in 0..<QuietThreads.batchCores {
                group.addTask(executorPreference: QuietThreads.ofBatches) { [self] in
                    while let index = next() {
                        try Task.checkCancellation()
                        try await draw(index, copies: copies[index]?.count ?? 0)
                    }
                }
            }
        }
        return try finish(copies)
    }

    /// Gives other ids to codes whose ids are taken, and forgets their pictures.
    func identifyAgain(_ ids: Set<CodeID>) async throws {
        state.withLock { state in
            for index in state.items.indices {
                guard let id = state.items[index].code?.id, ids.contains(id) else { continue }
                state.items[index].code = nil
                state.pictures[index] = nil
            }
        }
    }

    /// Gives ids to codes that have none.
    private func identify() async throws {
        let items = state.withLock(\.items)
        for (index, item) in items.enumerated() where item.draft != nil && item.code == nil {
            let identified = try await maker.identified(item, for: caller)
            state.withLock { $0.items[index] = identified }
        }
    }

    /// Lists what is to be drawn.
    /// - Returns: for each item that others are equal to, these others.
    private func plan() throws -> [Int: [Int]] {
        state.withLock { state in
            var first: [RenderRequest: Int] = [:]
            var copies: [Int: [Int]] = [:]
            state.waiting = []
            for index in state.items.indices where state.pictures[index] == nil {
                // One that has no request fails when it is drawn.
                guard let request = try? state.items[index].rendering(by: object) else {
                    state.waiting.append(index)
                    continue
                }
                if let origin = first[request] {
                    copies[origin, default: []].append(index)
                } else {
                    first[request] = index
                    state.waiting.append(index)
                }
            }
            state.waiting.reverse()
            return copies
        }
    }

    private func next() -> Int? { state.withLock { $0.waiting.popLast() } }

    private func draw(_ index: Int, copies: Int) async throws {
        let item = state.withLock { $0.items[index] }
        do {
            let start = ContinuousClock.now
            let cached = try await images.image(for: item.rendering(by: object), on: QuietThreads.ofBatches)
            let took = Int((.now - start) / .milliseconds(1))
            try keep(cached, of: index, copies: copies, took: took)
        } catch let error as RenderError {
            let message = try StudioRefusal.message(for: error, by: item.request)
            state.withLock { $0.faults[index] = message }
        }
    }

    private func keep(_ cached: CachedImage, of index: Int, copies: Int, took: Int) throws {
        let bytes = cached.image.bytes
        let checksum = ZIPEntry.checksum(of: bytes)
        let isHit = cached.outcome == .hit
        try state.withLock { state in
            // With what the archive and its manifest say of a file, at the most.
            state.bytes += (bytes.count + Self.entryBytes) * (copies + 1)
            guard state.bytes <= GenerateBulk.longestArchive else { throw Problem.archiveTooLarge }
            let offset = state.scratch.count
            try state.scratch.append(bytes)
            state.pictures[index] = DrawnItem.Drawn(
                offset: offset, size: bytes.count, checksum: checksum, isHit: isHit, milliseconds: isHit ? 0 : took, )
        }
    }

    private func finish(_ copies: [Int: [Int]]) throws -> [DrawnItem] {
        try state.withLock { state in
            for (origin, others) in copies {
                var copy = state.pictures[origin]
                copy?.isHit = true
                copy?.milliseconds = 0
                for index in others {
                    state.pictures[index] = copy
                    state.faults[index] = state.faults[origin]
                }
            }
            if let first = state.faults.keys.min() { throw Problem(itemFaults: state.faults, drawnBefore: first) }
            return zip(state.items, state.pictures).compactMap { item, picture in
                picture.map { DrawnItem(item: item, picture: $0) }
            }
        }
    }
}

extension Problem {
    /// More bytes than an archive may have.
    static let archiveTooLarge = Problem(
        .archiveTooLarge,
        "The ZIP would exceed the 100 MB ceiling; split the batch, or ask for smaller pictures or SVG.",
    )
}
