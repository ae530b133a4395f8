// SPDX-License-Identifier: Apache-2.0

/// The required texts of many patterns as places of triples, in four flat arrays: a thousand are looked at for each text.
struct RequiredTexts {
    private var places: [UInt16] = []
    /// Where the places of each alternative end, the alternatives of each clause, and the clauses of each pattern.
    private var alternativeEnds: [Int32] = []
    private var clauseEnds: [Int32] = []
    private var patternEnds: [Int32] = []

    /// Takes patterns in their order.
    init(_ patterns: [RequiredText]) {
        for pattern in patterns {
            for clause in pattern.clauses {
                for alternative in clause {
                    places += TextGrams.places(of: alternative)
                    alternativeEnds.append(Int32(places.count))
                }
                clauseEnds.append(Int32(alternativeEnds.count))
            }
            patternEnds.append(Int32(clauseEnds.count))
        }
    }

    /// The first pattern from `start` on whose requirements a text may meet; the ones left out it certainly does not.
    func firstCandidate(from start: Int, in grams: TextGrams) -> Int? {
        var pattern = start
        var clause = start == 0 ? 0 : Int(patternEnds[start - 1])
        while pattern < patternEnds.count {
            let end = Int(patternEnds[pattern])
            while clause < end, mayMeet(clause: clause, grams) { clause += 1 }
            if clause == end { return pattern }
            clause = end
            pattern += 1
        }
        return nil
    }

    private func mayMeet(clause: Int, _ grams: TextGrams) -> Bool {
        var alternative = clause == 0 ? 0 : Int(clauseEnds[clause - 1])
        var place = alternative == 0 ? 0 : Int(alternativeEnds[alternative - 1])
        while alternative < Int(clauseEnds[clause]) {
            let end = Int(alternativeEnds[alternative])
            while place < end, grams.contains(places[place]) { place += 1 }
            if place == end { return true }
            place = end
            alternative += 1
        }
        return false
    }
}
