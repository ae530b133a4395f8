// SPDX-License-Identifier: Apache-2.0

import Codes

/// When segments in use are to be cleared of what the store has.
///
/// A full segment is removed as soon as it is in the store, but on a quiet server months may go by until one is full, and
/// user agents, referrers and names of sources stand there as they were sent.
struct ErasureSchedule {
    /// How long records may stay after they were stored.
    let delay: Duration
    /// Since when the store has the first of those that are not overwritten yet, by the path of the segment's file.
    private var waiting: [String: Timestamp] = [:]

    init(delay: Duration) { self.delay = delay }

    /// The store has more of a segment.
    mutating func noteStored(of path: String, at now: Timestamp) { waiting[path] = waiting[path] ?? now }

    /// Whether a segment's time has come; also where the clock was set back, since nobody knows then.
    func isDue(_ path: String, at now: Timestamp) -> Bool {
        guard let since = waiting[path] else { return false }
        return !(since..<since.adding(delay)).contains(now)
    }

    /// What the store has of a segment is overwritten, or the segment gone.
    mutating func settle(_ path: String) { waiting[path] = nil }

    /// A segment could not be overwritten: it is tried again when as much time has gone by.
    mutating func postpone(_ path: String, at now: Timestamp) { waiting[path] = now }
}
