// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Management
import Synchronization

/// Checks all items of a batch before any is drawn, on all cores.
final class BatchCheck: Sendable {
    private struct State {
        var next = 0
        var items: [StudioItem?]
        var faults: [Int: String] = [:]
    }

    private let list: BatchList
    private let items: StudioItems
    private let hosts: OwnHosts
    private let caller: Principal
    private let state: Mutex<State>

    /// More than there are cores: items with logos wait for the network.
    private static let workers = 8

    init(_ list: BatchList, items: StudioItems, refusing hosts: OwnHosts, for caller: Principal) {
        self.list = list
        self.items = items
        self.hosts = hosts
        self.caller = caller
        state = Mutex(State(items: Array(repeating: nil, count: list.count)))
    }

    /// The items in their order.
    /// - Throws: a problem that names every item at fault, or the store's failure.
    func run() async throws -> [StudioItem] {
        try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<min(Self.workers, list.count) {
                group.addTask(executorPreference: QuietThreads.ofBatches) { [self] in
                    while let index = next() {
                        try Task.checkCancellation()
                        note(try await check(index), at: index)
                    }
                }
            }
        }
        return try state.withLock { state in
            if !state.faults.isEmpty { throw Problem(itemFaults: state.faults, drawnBefore: 0) }
            return state.items.compactMap(\.self)
        }
    }

    private func note(_ result: Result<StudioItem, ItemFault>, at index: Int) {
        state.withLock { state in
            switch result {
            case .success(let item): state.items[index] = item
            case .failure(let fault): state.faults[index] = fault.message
            }
        }
    }

    private struct ItemFault: Error {
        let message: String
    }

    private func check(_ index: Int) async throws -> Result<StudioItem, ItemFault> {
        var request: GenerateRequest?
        do {
            let read = try GenerateRequest(list.members(at: index), refusing: hosts)
            request = read
            return .success(try await items.item(of: read, for: caller))
        } catch {
            return .failure(ItemFault(message: try StudioRefusal.message(for: error, by: request)))
        }
    }

    private func next() -> Int? {
        state.withLock { state in
            guard state.next < list.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }
}

extension Problem {
    /// Words that items of a batch are at fault.
    init(itemFaults messages: [Int: String], drawnBefore: Int) {
        let count = messages.count == 1 ? "1 item is" : "\(messages.count) items are"
        self.init(.validationFailed, "\(count) not valid; nothing was made and nothing counted")
        items = ItemFaults(messages: messages, drawnBefore: drawnBefore)
    }
}
