// SPDX-License-Identifier: Apache-2.0

/// How the temporary memory of one encoding is divided, in bytes from its start.
struct ScratchPlan {
    let lanes: Int
    let columns: Int
    let rows: Int
    let streams: Int
    let data: Int
    let ecc: Int
    let message: Int
    /// All of it: 3 to 38 KiB.
    let byteCount: Int

    init(structure: BlockStructure, layout: UnsafePointer<SymbolLayout>) {
        let width = unsafe layout.pointee.wordsPerLine
        let lineBytes = 64 * width * width * 8
        // What vectors read comes first: multiples of sixteen bytes.
        lanes = 0
        columns = unsafe 16 * MaskSelection.scratchLanes(size: layout.pointee.size, wordsPerLine: width)
        rows = columns + lineBytes
        streams = rows + lineBytes
        ecc = streams + 8 * MessageStreams.scratchWords(totalCodewords: structure.totalCodewords)
        data = ecc + ErrorCorrectionCoding.stride * structure.blockCount
        message = data + structure.dataCodewords + BitWriter.slack
        byteCount = message + structure.totalCodewords + MessageStreams.messageSlack + 16
    }
}

/// The temporary memory of one encoding.
@safe
struct Scratch {
    /// The masked lines of two masks.
    let lanes: UnsafeMutablePointer<DataMask.Lanes>
    /// Packed columns.
    let columns: UnsafeMutablePointer<UInt64>
    /// Packed rows.
    let rows: UnsafeMutablePointer<UInt64>
    /// The message bits by parity.
    let streams: UnsafeMutablePointer<UInt64>
    /// The data codewords.
    let data: UnsafeMutablePointer<UInt8>
    /// The error correction codewords.
    let ecc: UnsafeMutablePointer<UInt8>
    /// The final codeword sequence.
    let message: UnsafeMutablePointer<UInt8>

    init(_ base: UnsafeMutableRawPointer, plan: ScratchPlan) {
        unsafe lanes = (base + plan.lanes).assumingMemoryBound(to: DataMask.Lanes.self)
        unsafe columns = (base + plan.columns).assumingMemoryBound(to: UInt64.self)
        unsafe rows = (base + plan.rows).assumingMemoryBound(to: UInt64.self)
        unsafe streams = (base + plan.streams).assumingMemoryBound(to: UInt64.self)
        unsafe data = (base + plan.data).assumingMemoryBound(to: UInt8.self)
        unsafe ecc = (base + plan.ecc).assumingMemoryBound(to: UInt8.self)
        unsafe message = (base + plan.message).assumingMemoryBound(to: UInt8.self)
    }
}
