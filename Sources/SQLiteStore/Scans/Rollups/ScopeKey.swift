// SPDX-License-Identifier: Apache-2.0

/// Whose counts a row of `scan_days` holds.
struct ScopeKey: Hashable, Comparable {
    /// What sort of owner; the raw values are stored.
    enum Kind: Int64 {
        case code = 0
        case account = 1
        case tag = 2
    }

    /// Kind and number in 36 bits.
    let packed: Int64

    /// The bits of a number.
    private static let numberBits: Int64 = 34
    /// The bits of kind and number.
    static let bits: Int64 = 36

    init(_ kind: Kind, _ number: Int64) { packed = kind.rawValue << Self.numberBits | number }

    init(packed: Int64) { self.packed = packed & (1 << Self.bits - 1) }

    /// The key of a day's row.
    func key(ofDay day: Int64) -> Int64 { day << Self.bits | packed }

    /// The code, account or tag.
    var number: Int64 { packed & (1 << Self.numberBits - 1) }

    /// Whether it is a code's.
    var isCode: Bool { packed >> Self.numberBits == Kind.code.rawValue }

    /// Whether it is a tag's.
    var isTag: Bool { packed >> Self.numberBits == Kind.tag.rawValue }

    /// Words for the operator.
    var description: String {
        switch Kind(rawValue: packed >> Self.numberBits) {
        case .account: "account \(number)"
        case .tag: "tag \(number)"
        default: "code \(number)"
        }
    }

    static func < (left: ScopeKey, right: ScopeKey) -> Bool { left.packed < right.packed }
}

/// The key of a row of `scan_quarters`.
enum QuarterKey {
    /// The bits of a quarter of a day.
    static let bits: Int64 = 7

    static func key(day: Int64, _ scope: ScopeKey, quarter: Int64) -> Int64 {
        scope.key(ofDay: day) << bits | quarter
    }

    static func quarter(of key: Int64) -> Int { Int(key & (1 << bits - 1)) }
}
