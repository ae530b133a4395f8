// SPDX-License-Identifier: Apache-2.0

import Codes

/// One part of the table, to be used under its lock: decides what a scan gets, what has to be loaded, and who waits.
///
/// Does nothing by itself: it returns what is to be done once the lock is free.
struct TableShard {
    /// What came of a wish for an id's answer.
    enum Loaded: Sendable {
        /// The answer.
        case answer(CachedAnswer)
        /// The store does not answer, and nothing is at hand.
        case unavailable
    }

    /// Someone who waits for a load.
    struct Waiter {
        /// When the waiting ends, by ``Moment/uptime``.
        let deadline: Int64
        /// Takes the answer; to be called once, outside the lock.
        let resume: @Sendable (Loaded) -> Void
    }

    /// What follows from a waiter's arrival.
    enum Arrival {
        /// There is something already.
        case ready(Loaded)
        /// There is something already, and a load must be started to renew it.
        case readyAndLoad(Loaded)
        /// The waiter waits for a load that is under way.
        case joined
        /// The waiter waits for a load that must be started.
        case load
    }

    /// A load under way.
    private struct Flight {
        var waiters: [Waiter]
        /// The code was edited since the load began: what it brings may be old.
        var isDirty = false
    }

    private let settings: TableSettings
    private var known: AnswerMap
    private var unknown: AnswerMap
    private var flights: [CodeID: Flight] = [:]
    /// What was loaded up to this moment is not fresh any more.
    private var staleUpTo = Int64.min

    /// Makes an empty part; its bytes are the table's divided by the number of parts.
    init(settings: TableSettings) {
        self.settings = settings
        known = AnswerMap(maximumBytes: settings.maximumBytes / settings.shardCount)
        unknown = AnswerMap(maximumBytes: settings.maximumUnknownBytes / settings.shardCount)
    }

    /// The answer of an id, where one is at hand and fresh.
    @inline(__always)
    mutating func find(_ id: Span<UInt8>, hash: UInt64, at moment: Moment) -> CachedAnswer? {
        guard let answer = known.find(id, hash: hash) ?? unknown.find(id, hash: hash), isFresh(answer, at: moment)
        else { return nil }
        return answer
    }

    private func isFresh(_ answer: CachedAnswer, at moment: Moment) -> Bool {
        moment.uptime < answer.freshUntil && answer.loadedAt > staleUpTo
    }

    /// Lets someone wait for an id.
    ///
    /// `mayLoad` says whether another load may be started now.
    mutating func arrive(
        _ id: CodeID,
        at moment: Moment,
        mayLoad: Bool,
        resume: @escaping @Sendable (Loaded) -> Void,
    ) -> Arrival {
        let bytes = Array(id.text.utf8)
        let hash = IDHash.of(bytes.span)
        if let answer = find(bytes.span, hash: hash, at: moment) { return .ready(.answer(answer)) }
        let stale = known.find(bytes.span, hash: hash)
        if let stale, stale.isOverdue {
            let extended = extend(stale, of: bytes, at: moment)
            guard flights[id] == nil, mayLoad else { return .ready(.answer(extended)) }
            flights[id] = Flight(waiters: [])
            return .readyAndLoad(.answer(extended))
        }
        let patience = stale == nil ? settings.patience : settings.stalePatience
        let waiter = Waiter(deadline: moment.uptime + patience.milliseconds, resume: resume)
        if flights[id] != nil {
            flights[id]?.waiters.append(waiter)
            return .joined
        }
        guard mayLoad else { return .ready(stale.map { .answer($0) } ?? .unavailable) }
        flights[id] = Flight(waiters: [waiter])
        return .load
    }

    /// Takes what a load brought.
    ///
    /// `mayRepeat` says whether the code may be loaded once more if it was edited meanwhile. The result is who waited for
    /// it; nil when the load has to be repeated.
    mutating func land(_ answer: CachedAnswer, of id: CodeID, mayRepeat: Bool) -> [Waiter]? {
        let isDirty = flights[id]?.isDirty ?? true
        if isDirty, mayRepeat {
            flights[id]?.isDirty = false
            return nil
        }
        let waiters = flights.removeValue(forKey: id)?.waiters ?? []
        guard !isDirty else { return waiters }
        let bytes = Array(id.text.utf8)
        known.remove(bytes.span, hash: answer.hash)
        unknown.remove(bytes.span, hash: answer.hash)
        if answer.isUnknown {
            unknown.insert(answer, for: bytes.span)
        } else {
            known.insert(answer, for: bytes.span)
        }
        return waiters
    }

    /// Notes that a load failed.
    /// - Returns: who waited for it, and what they get: the old answer, where there is one.
    mutating func fail(_ id: CodeID, at moment: Moment) -> (waiters: [Waiter], result: Loaded) {
        let waiters = flights.removeValue(forKey: id)?.waiters ?? []
        return (waiters, fallback(of: id, at: moment))
    }

    /// Sends those away who have waited long enough; their loads go on.
    mutating func expireWaiters(at moment: Moment) -> [(waiter: Waiter, result: Loaded)] {
        var expired: [(waiter: Waiter, result: Loaded)] = []
        for id in flights.keys where flights[id]?.waiters.contains(where: { $0.deadline <= moment.uptime }) == true {
            let result = fallback(of: id, at: moment)
            for waiter in flights[id]?.waiters ?? [] where waiter.deadline <= moment.uptime {
                expired.append((waiter, result))
            }
            flights[id]?.waiters.removeAll { $0.deadline <= moment.uptime }
        }
        return expired
    }

    private mutating func fallback(of id: CodeID, at moment: Moment) -> Loaded {
        let bytes = Array(id.text.utf8)
        guard let stale = known.find(bytes.span, hash: IDHash.of(bytes.span)) else { return .unavailable }
        return .answer(extend(stale, of: bytes, at: moment))
    }

    private mutating func extend(_ answer: CachedAnswer, of id: [UInt8], at moment: Moment) -> CachedAnswer {
        let extended = answer.extended(from: moment.uptime, for: UInt32(clamping: settings.reprieve.milliseconds))
        known.insert(extended, for: id.span)
        return extended
    }

    /// Forgets an id's answer, and distrusts the load that is under way.
    mutating func invalidate(_ id: CodeID) {
        let bytes = Array(id.text.utf8)
        let hash = IDHash.of(bytes.span)
        known.remove(bytes.span, hash: hash)
        unknown.remove(bytes.span, hash: hash)
        flights[id]?.isDirty = true
    }

    /// Makes every answer due for a reload.
    ///
    /// They stay at hand for the time that the store does not answer.
    mutating func invalidateAll(at moment: Moment) {
        staleUpTo = moment.uptime
        for id in flights.keys { flights[id]?.isDirty = true }
    }

    /// The ids of the codes at hand, by whether they were asked for lately.
    var ids: (recent: [CodeID], others: [CodeID]) { known.ids }

    /// How much is in the part.
    var statistics: TableStatistics {
        TableStatistics(
            codes: known.count,
            unknownIDs: unknown.count,
            bytes: known.byteCount + unknown.byteCount,
            loads: flights.count,
        )
    }
}

/// How much is in the table.
package struct TableStatistics: Sendable, Hashable {
    /// Codes at hand.
    package var codes = 0
    /// Ids known to be unknown.
    package var unknownIDs = 0
    /// What all of them cost, in bytes.
    package var bytes = 0
    /// Codes that are being read from the store.
    package var loads = 0
    /// Requests of the ordinary router whose code was at hand; those of the front are its own to count.
    package var hits = 0
    /// Scans whose code was not at hand, or too old.
    package var misses = 0
    /// Codes that the store did not give.
    package var failures = 0
}
