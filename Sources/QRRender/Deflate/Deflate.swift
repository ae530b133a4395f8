// SPDX-License-Identifier: Apache-2.0

/// A zlib stream (RFC 1950) of rows, most of which repeat.
///
/// The tokens are made from the rows and their counts, without looking at the repeats, so that effort and memory grow
/// with the distinct rows alone.
struct Deflate {
    private var history: RowHistory
    private var checksum = Adler32()

    /// Begins a stream.
    ///
    /// - Parameter rowBytes: The bytes of each row, 2…32,768.
    init(rowBytes: Int) {
        history = RowHistory(rowBytes: rowBytes)
    }

    /// Appends a row as many times as it occurs.
    ///
    /// - Parameters:
    ///   - row: The bytes of the row.
    ///   - times: How many times the row occurs in succession, at least 1.
    mutating func append(_ row: [UInt8], times: Int) {
        history.append(row, times: times)
        checksum.append(row, times: times)
    }

    /// Ends the stream.
    ///
    /// - Parameter effort: How much is done for few bytes.
    /// - Returns: The compressed bytes with zlib's header and checksum.
    consuming func finish(effort: CompressionEffort) -> [UInt8] {
        let block =
            switch effort {
            case .fast: DeflateBlock(GreedyParser.tokens(of: history))
            case .smallest: OptimalParser.block(of: history)
            }
        return Self.stream(block, checksum: checksum.value)
    }

    /// A whole stream of one block.
    ///
    /// - Parameters:
    ///   - block: The block.
    ///   - checksum: The checksum of what it stands for.
    /// - Returns: The compressed bytes with zlib's header and checksum.
    static func stream(_ block: DeflateBlock, checksum: UInt32) -> [UInt8] {
        // Deflate with a window of 32 KiB, no dictionary, the least effort; a multiple of 31 (RFC 1950, §2.2).
        var writer = BitWriter(after: [0x78, 0x01], bits: block.bitCount)
        block.append(to: &writer)
        var stream = writer.finish()
        PNGChunk.append(checksum, to: &stream)
        return stream
    }
}
