// SPDX-License-Identifier: Apache-2.0

/// What tokens take in bits.
struct TokenPrices {
    /// The bits of each byte.
    let literals: [Int]
    /// The bits of a copy's length, 0…258; the first three have no meaning.
    let lengths: [Int]
    private let distanceSymbols: [Int]

    /// A guess before any code is known.
    static let guess = TokenPrices(
        literals: (0...255).map { TokenCost.literal(UInt8($0)) },
        lengths: (0...258).map { $0 < 3 ? 0 : TokenCost.length($0) },
        distanceSymbols: Array(repeating: 3, count: 30),
    )

    /// The prices of the codes of a block; what does not occur in it is taken to be as dear as what is rare.
    init(_ block: DeflateBlock) {
        let words = block.literals.lengths.map { $0 == 0 ? 10 : $0 }
        self.init(
            literals: Array(words[..<256]),
            lengths: (0...258).map { length in
                guard length >= 3 else { return 0 }
                let symbol = DeflateToken.symbol(ofLength: length)
                return words[symbol.symbol] + symbol.extraCount
            },
            distanceSymbols: block.distances.lengths.map { $0 == 0 ? 8 : $0 },
        )
    }

    private init(literals: [Int], lengths: [Int], distanceSymbols: [Int]) {
        self.literals = literals
        self.lengths = lengths
        self.distanceSymbols = distanceSymbols
    }

    /// The bits of a copy's distance.
    func distance(_ distance: Int) -> Int {
        let symbol = DeflateToken.symbol(ofDistance: distance)
        return distanceSymbols[symbol.symbol] + symbol.extraCount
    }
}
