// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Finds answers to pings among the bytes of a client of HTTP/2 (RFC 9113, sections 4.1 and 6.7).
struct PingAnswerFinder {
    /// The client's preface (section 3.4), in front of its first frame.
    private static let prefaceLength = 24
    private static let headerLength = 9
    private static let ping: UInt8 = 6
    private static let answerFlag: UInt8 = 1

    /// The bytes that are left of the preface or of a frame's payload.
    private var skipped = Self.prefaceLength
    /// The bytes of a frame's header so far.
    private var header: [UInt8] = []

    /// Goes on with the bytes that follow those of the last call.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: Whether a ping is answered among them.
    mutating func find(in bytes: ByteBufferView) -> Bool {
        var isFound = false
        var rest = bytes[...]
        while let byte = rest.first {
            guard skipped == 0 else {
                let count = min(skipped, rest.count)
                skipped -= count
                rest = rest.dropFirst(count)
                continue
            }
            header.append(byte)
            rest = rest.dropFirst()
            guard header.count == Self.headerLength else { continue }
            if header[3] == Self.ping, header[4] & Self.answerFlag != 0 { isFound = true }
            skipped = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
            header.removeAll(keepingCapacity: true)
        }
        return isFound
    }
}
