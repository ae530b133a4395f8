// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Adds the visitors of days up, exactly for as long as the stored counts tell.
struct VisitorSums {
    private var sum = 0.0
    private var isExact = true
    /// The day's visitors so far.
    private var sketch = VisitorSketch()
    /// The uniques of the only owner with visitors on this day; nil while there is none.
    private var only: Int?
    /// Whether ``only`` tells the day's visitors.
    private var tells = true

    /// Adds the whole day of an owner.
    /// - Parameters:
    ///   - uniques: its visitors; nil where their number is not known.
    ///   - marks: the same visitors for the sketch.
    mutating func add(exactly uniques: Int?, _ marks: VisitorSketch) {
        var whole = marks
        if sketch.isEmpty { swap(&sketch, &whole) }
        sketch.merge(whole)
        note(uniques)
    }

    /// Adds the whole day of an owner.
    mutating func add(exactly uniques: Int, _ marks: [VisitorSketch.Mark]) {
        sketch.add(marks)
        note(uniques)
    }

    /// Adds visitors of a part of an owner's day.
    mutating func add(estimate marks: [VisitorSketch.Mark]) {
        sketch.add(marks)
        tells = false
    }

    /// Adds visitors of a part of an owner's day, of whom only the number is known.
    mutating func add(estimate visitors: Int) {
        sum += Double(visitors)
        isExact = false
    }

    private mutating func note(_ uniques: Int?) {
        if uniques == 0 { return }
        // Who was seen by two owners is one visitor: only the sketch tells.
        tells = tells && only == nil && uniques != nil
        only = uniques
    }

    /// Ends a day: who comes behind is another visitor.
    mutating func endDay() {
        if tells {
            sum += Double(only ?? 0)
        } else {
            sum += sketch.estimate
            isExact = false
        }
        (sketch, only, tells) = (VisitorSketch(), nil, true)
    }

    /// All days that ended.
    var count: VisitorCount { VisitorCount(Int(sum.rounded()), isExact: isExact) }
}

extension Range<Int64> {
    /// Whether any of the quarters since the epoch has something that is counted on a day.
    func touches(_ series: DaySeries, ofDay day: Int64) -> Bool {
        let start = day * Timestamp.quartersOfDay
        return series.quarters.indices.contains { !series[$0].isEmpty && contains(start + Int64($0)) }
    }

    /// Whether quarters since the epoch have all that is counted on a day.
    func contains(_ series: DaySeries, ofDay day: Int64) -> Bool {
        let start = day * Timestamp.quartersOfDay
        return series.quarters.indices.allSatisfy { series[$0].isEmpty || contains(start + Int64($0)) }
    }
}
