// SPDX-License-Identifier: Apache-2.0

/// What a text must contain for a pattern to match: of every clause at least one alternative, letter case ignored.
///
/// Telling that without the pattern spares most of the work: of a thousand rules a user agent has the words of a dozen.
/// The idea is that of RE2's `FilteredRE2`; this is far simpler. What the reader does not understand it requires nothing for,
/// so that a match is never missed.
struct RequiredText: Sendable, Hashable {
    /// A clause is met by any of its alternatives, each in lower case and at least three bytes long.
    let clauses: [[[UInt8]]]

    /// Reads a pattern.
    init(ofPattern pattern: String) {
        var reader = PatternReader(bytes: Array(pattern.utf8))
        let read = reader.alternatives()
        clauses = reader.isAtEnd ? read ?? [] : []
    }
}

/// Walks through a pattern and gathers literal text.
private struct PatternReader {
    let bytes: [UInt8]
    private var offset = 0

    /// The fewest bytes that are worth to be looked for: ``TextGrams`` knows threes.
    private static let shortest = 3

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    /// Reads alternatives up to a closing bracket or the end.
    /// - Returns: the clauses of all of them together; nil where the syntax is not understood.
    mutating func alternatives() -> [[[UInt8]]]? {
        var all: [[[[UInt8]]]] = []
        repeat {
            guard let clauses = sequence() else { return nil }
            all.append(clauses)
        } while take("|")
        if all.count == 1 { return all[0] }
        // One clause of each alternative, its rarest as far as length tells, joined: any of them must be met.
        var joined: [[UInt8]] = []
        for clauses in all {
            let lengths = clauses.map { clause in clause.map(\.count).min() ?? 0 }
            guard let longest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }) else { return [] }
            joined += clauses[longest]
        }
        return [joined]
    }

    /// Reads one alternative.
    private mutating func sequence() -> [[[UInt8]]]? {
        var clauses: [[[UInt8]]] = []
        var run: [UInt8] = []
        func isLongEnough(_ run: [UInt8]) -> Bool { run.count >= Self.shortest }
        while let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            guard let atom = atom(), let times = repetition() else { return nil }
            if case .literal(let literal) = atom, times != .optional {
                run.append(literal)
                if times == .once { continue }
            }
            // Whatever stands here may also stand between this run and the next.
            if isLongEnough(run) { clauses.append([run]) }
            run = []
            if case .group(let inner) = atom, times != .optional { clauses += inner }
        }
        if isLongEnough(run) { clauses.append([run]) }
        return clauses
    }

    private enum Atom {
        case literal(UInt8)
        case group([[[UInt8]]])
        case anything
    }

    private mutating func atom() -> Atom? {
        guard let byte = next() else { return nil }
        switch byte {
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "["): return characterClass()
        case UInt8(ascii: "\\"):
            guard let escaped = next() else { return nil }
            return Self.isLetterOrDigit(escaped) ? .anything : .literal(escaped)
        case UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"): return .anything
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): return nil
        default: return .literal(Self.lowercase(byte))
        }
    }

    private mutating func group() -> Atom? {
        if take("?") {
            // Only groups that do nothing but hold together are understood.
            guard take(":") else { return nil }
        }
        guard let clauses = alternatives(), take(")") else { return nil }
        return .group(clauses)
    }

    /// A class of one letter in both cases is that letter; any other is anything.
    private mutating func characterClass() -> Atom? {
        var members: Set<UInt8> = []
        var count = 0
        while let byte = next() {
            if byte == UInt8(ascii: "]"), count > 0 {
                if members.count == 1, let only = members.first, Self.isLetterOrDigit(only) { return .literal(only) }
                return .anything
            }
            if byte == UInt8(ascii: "\\") {
                guard next() != nil else { return nil }
                // A class within the class, or a sign: two members, so that it is anything.
                members.formUnion([0, 1])
            }
            members.insert(Self.lowercase(byte))
            count += 1
        }
        return nil
    }

    private enum Repetition {
        case once
        case optional
        case more
    }

    private mutating func repetition() -> Repetition? {
        var times = Repetition.once
        if take("?") || take("*") {
            times = .optional
        } else if take("+") {
            times = .more
        } else if take("{") {
            times = peek() == UInt8(ascii: "0") ? .optional : .more
            while let byte = next(), byte != UInt8(ascii: "}") {
                guard Self.isLetterOrDigit(byte) || byte == UInt8(ascii: ",") else { return nil }
            }
        }
        // Lazy or possessive: as often.
        if times != .once, !take("?") { _ = take("+") }
        return times
    }

    private func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        offset += 1
        return byte
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
