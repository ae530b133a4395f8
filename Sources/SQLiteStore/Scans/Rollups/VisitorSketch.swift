// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Estimates how many different visitors were added, in 3 KiB however many they are; sketches can be merged.
///
/// HyperLogLog (Flajolet, Fusy, Gandouet and Meunier, 2007) with 4,096 registers of six bits: the standard error is
/// 1.04 / √4,096, 1.6 %. Few visitors are kept one by one, as in HyperLogLog++ (Heule, Nunkesser and Hall, 2013): exact
/// but for visitors whose marks are equal, which among 512 happens once in 30,000 times. The estimate of the registers is
/// Ertl's ("New cardinality estimation algorithms for HyperLogLog sketches", 2017, algorithm 6), which needs no tables.
struct VisitorSketch: Equatable {
    /// What is kept of a digest: 26 bits of it, and where in the other 38 the first one is set (from 1 on), in 6 bits.
    typealias Mark = UInt32

    private static let registerBits = 12
    private static let registerCount = 1 << registerBits
    /// 12 bits choose the register; the rest has 52.
    private static let restBits = 64 - registerBits
    /// Above it the marks would take more room than the registers.
    private static let mostMarks = 512

    /// Ascending; empty once there are registers.
    private var marks: [Mark] = []
    private var registers: [UInt8] = []

    init() {}

    /// Whether nobody was added.
    var isEmpty: Bool { marks.isEmpty && registers.isEmpty }

    /// What is kept of a digest.
    static func mark(of digest: UInt64) -> Mark {
        let rest = digest << 26
        let rank = rest == 0 ? 39 : UInt32(rest.leadingZeroBitCount) + 1
        return UInt32(truncatingIfNeeded: digest >> 38) << 6 | min(rank, 39)
    }

    /// Adds visitors.
    mutating func add(_ added: some Sequence<Mark>) {
        if registers.isEmpty {
            marks = Array(Set(marks).union(added)).sorted()
            if marks.count > Self.mostMarks { makeRegisters() }
        } else {
            for mark in added { note(mark) }
        }
    }

    /// Adds the visitors of another sketch.
    mutating func merge(_ other: VisitorSketch) {
        guard !other.registers.isEmpty else { return add(other.marks) }
        if registers.isEmpty { makeRegisters() }
        for index in registers.indices { registers[index] = max(registers[index], other.registers[index]) }
    }

    private mutating func makeRegisters() {
        registers = Array(repeating: 0, count: Self.registerCount)
        for mark in marks { note(mark) }
        marks = []
    }

    private mutating func note(_ mark: Mark) {
        let register = Int(mark >> 20)
        // The 14 bits of the mark that do not choose the register come first in the rest.
        let middle = mark >> 6 & 0x3FFF
        let rank = middle == 0 ? 14 + (mark & 63) : UInt32(middle.leadingZeroBitCount) - 18 + 1
        registers[register] = max(registers[register], UInt8(truncatingIfNeeded: min(rank, 53)))
    }

    /// Whether both would answer the same from now on, in whichever form they are.
    static func == (left: VisitorSketch, right: VisitorSketch) -> Bool {
        left.marks == right.marks && left.registers == right.registers
    }
}

extension VisitorSketch {
    /// How many visitors there were, as far as the sketch knows.
    var estimate: Double {
        guard !registers.isEmpty else { return Double(marks.count) }
        var histogram = [Double](repeating: 0, count: Self.restBits + 2)
        for register in registers { histogram[Int(register)] += 1 }
        let count = Double(Self.registerCount)
        var sum = count * Self.tau(1 - histogram[Self.restBits + 1] / count)
        for rank in stride(from: Self.restBits, through: 1, by: -1) { sum = 0.5 * (sum + histogram[rank]) }
        sum += count * Self.sigma(histogram[0] / count)
        return count * count / (2 * log(2) * sum)
    }

    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var power = share
        var factor = 1.0
        var sum = share
        while true {
            power *= power
            let next = sum + power * factor
            factor += factor
            guard next > sum else { return sum }
            sum = next
        }
    }

    private static func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var root = share
        var factor = 1.0
        var sum = 1 - share
        while true {
            root = root.squareRoot()
            factor *= 0.5
            let next = sum - (1 - root) * (1 - root) * factor
            guard next < sum else { return sum / 3 }
            sum = next
        }
    }
}

extension VisitorSketch {
    /// The stored form: marks of four bytes, or 3,072 bytes of registers, four in three bytes.
    var bytes: [UInt8] {
        guard !registers.isEmpty else {
            var writer = NumberWriter()
            for mark in marks { writer.writeWhole(mark) }
            return writer.bytes
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.storedRegisterBytes)
        for index in stride(from: 0, to: registers.count, by: 4) {
            let (a, b, c, d) = (registers[index], registers[index + 1], registers[index + 2], registers[index + 3])
            bytes.append(a | b << 6)
            bytes.append(b >> 2 | c << 4)
            bytes.append(c >> 4 | d << 2)
        }
        return bytes
    }

    private static let storedRegisterBytes = registerCount / 4 * 3

    /// Reads the stored form.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.storedRegisterBytes else {
            guard bytes.count.isMultiple(of: 4), bytes.count <= 4 * Self.mostMarks else { throw RollupDamage() }
            var reader = NumberReader(bytes)
            while !reader.isAtEnd { marks.append(try reader.wholeNumber()) }
            return
        }
        registers.reserveCapacity(Self.registerCount)
        for index in stride(from: 0, to: bytes.count, by: 3) {
            let (a, b, c) = (bytes[index], bytes[index + 1], bytes[index + 2])
            registers += [a & 63, (a >> 6 | b << 2) & 63, (b >> 4 | c << 4) & 63, c >> 2]
        }
        guard registers.allSatisfy({ $0 <= 53 }) else { throw RollupDamage() }
    }
}
