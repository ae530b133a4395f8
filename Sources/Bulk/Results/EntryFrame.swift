// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How entries stand in the file of a result: the length of the JSON (four bytes, the lowest first), that of the name
/// (two bytes), the kind (one), the name and the JSON.
enum EntryFrame {
    /// The bytes before the name.
    static let headBytes = 7

    static func append(_ entry: BulkEntry, to bytes: inout [UInt8]) {
        bytes.append(littleEndian: UInt32(entry.json.count))
        bytes.append(littleEndian: UInt16(clamping: entry.uid.utf8.count))
        bytes.append(entry.kind.rawValue)
        bytes.append(contentsOf: entry.uid.utf8.prefix(Int(UInt16.max)))
        bytes.append(contentsOf: entry.json)
    }

    /// How many bytes of some JSON a string of JSON has to escape: it has no others than quotes and backslashes.
    static func escapes(in json: [UInt8]) -> Int {
        json.count { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    }
}

/// Reads the entries of a result from its file, some at a time.
package struct EntryReader {
    private let file: BulkFile
    private var offset = 0
    private let end: Int
    private var window: ArraySlice<UInt8> = []

    private static let windowBytes = 256 << 10

    /// Begins at the first entry; `bytes` is the length that counts, whatever else is in the file.
    init(path: String, bytes: Int) throws(BulkFileError) {
        file = try BulkFile(path, O_RDONLY)
        end = bytes
    }

    /// The next entry; nil behind the last.
    package mutating func next() throws(BulkFileError) -> BulkEntry? {
        guard try fill(EntryFrame.headBytes) else {
            guard window.isEmpty else { throw damaged() }
            return nil
        }
        let jsonBytes = window.littleEndian(at: 0, bytes: 4)
        let uidBytes = window.littleEndian(at: 4, bytes: 2)
        guard let kind = BulkEntry.Kind(rawValue: UInt8(window.littleEndian(at: 6, bytes: 1))),
            try fill(EntryFrame.headBytes + uidBytes + jsonBytes)
        else { throw damaged() }
        let body = window.dropFirst(EntryFrame.headBytes)
        let uid = String(decoding: body.prefix(uidBytes), as: UTF8.self)
        let entry = BulkEntry(kind, uid: uid, json: Array(body.dropFirst(uidBytes).prefix(jsonBytes)))
        window = body.dropFirst(uidBytes + jsonBytes)
        return entry
    }

    /// Reads on until so many bytes are at hand.
    /// - Returns: false where the file has fewer.
    private mutating func fill(_ count: Int) throws(BulkFileError) -> Bool {
        guard window.count < count else { return true }
        let wanted = min(max(Self.windowBytes, count), end - offset)
        let more = try file.read(at: offset, count: wanted)
        offset += more.count
        window = (Array(window) + more)[...]
        return window.count >= count
    }

    private func damaged() -> BulkFileError {
        BulkFileError("cannot read", file.path, "the result is not whole; the file was cut or changed")
    }
}
