// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

@testable import Redirect

/// A table over a gated store, with clocks that are moved by hand.
struct TableFixture {
    let clock = TestClock()
    let alarm = Alarm()
    let store: GatedStore
    let table: RedirectTable

    init(_ codes: Code..., settings: TableSettings = TableSettings()) {
        let store = GatedStore()
        for code in codes { store.put(code) }
        self.store = store
        table = RedirectTable(settings: settings, clock: clock.clock, sleep: { [alarm] _ in await alarm.sleep() }) {
            id throws(StoreError) in try await store.resolve(id)
        }
    }

    /// What is at hand for an id, without asking the store.
    func find(_ id: String) -> CachedAnswer? { table.find(Array(id.utf8).span, at: clock.now) }

    /// What a scan gets, from the table or the store, in words.
    func answer(_ id: String) async throws -> String { await table.answer(for: try RedirectTests.id(id)).summary }
}
