// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// What the table keeps of one id: everything that a scan needs, and nothing of the code that it does not.
///
/// Never changed once it is made, so that connections on all event loops read it without a lock. One allocation holds
/// the fields, the id and the link: with its slot in the table a plain code takes about 120 bytes beyond its link.
struct CachedAnswer: @unchecked Sendable {
    /// What kind of answer it is.
    ///
    /// The plain kinds carry nothing but the link, or nothing at all.
    enum Kind: UInt8, Sendable {
        /// 301, 302, 307, 308 to the link kept here.
        case moved, found, temporary, permanent
        /// The pages that are the same for every code.
        case unknown, paused, ended
        /// Everything else: see ``SpecialAnswer``.
        case special
    }

    /// The fields in front of the bytes.
    struct Fields {
        let hash: UInt64
        let number: Int64
        let loadedAt: Int64
        /// Wall clock, in milliseconds; `Int64.max` for never.
        let expiresAt: Int64
        let version: Int32
        let freshFor: UInt32
        let linkLength: UInt32
        let idLength: UInt8
        let kind: Kind
        /// The store did not answer when this entry should have been loaded again.
        let isOverdue: Bool
        let special: SpecialAnswer?
    }

    // The buffer is filled before it leaves `init`, and no method changes it: that makes it safe to share.
    private let storage: ManagedBuffer<Fields, UInt8>

    /// The code's row number; 0 for an unknown id.
    var number: Int64 { storage.header.number }
    /// The code's version.
    var version: Int { Int(storage.header.version) }
    /// The id's hash, see ``IDHash``.
    var hash: UInt64 { storage.header.hash }
    /// When it was read from the store, by ``Moment/uptime``.
    var loadedAt: Int64 { storage.header.loadedAt }
    /// When it must be read again, by ``Moment/uptime``: counted from the load, not from the last use.
    var freshUntil: Int64 { storage.header.loadedAt + Int64(storage.header.freshFor) }
    /// Whether it is served beyond its time because the store did not answer.
    var isOverdue: Bool { storage.header.isOverdue }
    /// What is answered when the code is neither plain nor one of the common pages.
    var special: SpecialAnswer? { storage.header.special }
    /// How many bytes its link has.
    var linkLength: Int { Int(storage.header.linkLength) }
    /// Whether it stands for an id that no code has.
    var isUnknown: Bool { storage.header.kind == .unknown }

    /// The kind that holds at a moment: a code that expired since it was loaded has ended.
    @inline(__always)
    func kind(at moment: Moment) -> Kind {
        let kind = storage.header.kind
        return moment.wall.milliseconds < storage.header.expiresAt || kind == .special ? kind : .ended
    }

    /// What decides where the answer depends on the scan; nil for every other code.
    @inline(__always)
    func conditional(at moment: Moment) -> ConditionalAnswer? {
        guard storage.header.kind == .special, !hasExpired(at: moment) else { return nil }
        return storage.header.special?.conditional
    }

    /// Whether a special answer's code has expired.
    func hasExpired(at moment: Moment) -> Bool { moment.wall.milliseconds >= storage.header.expiresAt }

    /// Where a scan is led that nothing but the time decides about.
    func lead(at moment: Moment) -> ScanLead { hasExpired(at: moment) ? .fallback : ScanLead() }

    /// Whether this is the entry of an id.
    @inline(__always)
    func isFor(_ id: Span<UInt8>) -> Bool {
        let length = Int(storage.header.idLength)
        guard id.count == length else { return false }
        return unsafe storage.withUnsafeMutablePointerToElements { bytes in
            for index in 0..<length where unsafe bytes[index] != id[index] { return false }
            return true
        }
    }

    /// The id.
    var id: String {
        let length = Int(storage.header.idLength)
        return unsafe storage.withUnsafeMutablePointerToElements { bytes in
            unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        }
    }

    /// Lends the link's bytes.
    @inline(__always)
    func withLink<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe storage.withUnsafeMutablePointers { fields, bytes in
            let start = unsafe UnsafeRawPointer(bytes + Int(fields.pointee.idLength))
            return unsafe body(UnsafeRawBufferPointer(start: start, count: Int(fields.pointee.linkLength)))
        }
    }
}

extension CachedAnswer {
    /// What an entry says of its code.
    struct Content {
        /// The code's row number and version; 0 for an unknown id.
        var number: Int64 = 0
        /// The version of the code.
        var version: Int = 0
        /// When the code expires; nil for never.
        var expiresAt: Timestamp?
        /// The kind until then.
        var kind: Kind
        /// The link of a plain redirect.
        var link: String = ""
        /// The rest of a special answer.
        var special: SpecialAnswer?
    }

    /// Makes an entry.
    /// - Parameters:
    ///   - id: the id, at most 64 bytes.
    ///   - content: what is answered.
    ///   - loadedAt: when it was read from the store, by ``Moment/uptime``.
    ///   - freshFor: for how many milliseconds it may be used without asking again.
    init(_ id: CodeID, _ content: Content, loadedAt: Int64, freshFor: UInt32) {
        let idBytes = Array(id.text.utf8)
        let fields = Fields(
            hash: IDHash.of(idBytes.span),
            number: content.number,
            loadedAt: loadedAt,
            expiresAt: content.expiresAt?.milliseconds ?? .max,
            version: Int32(clamping: content.version),
            freshFor: freshFor,
            linkLength: UInt32(clamping: content.link.utf8.count),
            idLength: UInt8(clamping: idBytes.count),
            kind: content.kind,
            isOverdue: false,
            special: content.special,
        )
        self.init(fields, bytes: idBytes + content.link.utf8)
    }

    /// The same answer, good from `uptime` on for some more milliseconds because the store does not answer.
    func extended(from uptime: Int64, for milliseconds: UInt32) -> CachedAnswer {
        let old = storage.header
        let fields = Fields(
            hash: old.hash,
            number: old.number,
            loadedAt: uptime,
            expiresAt: old.expiresAt,
            version: old.version,
            freshFor: milliseconds,
            linkLength: old.linkLength,
            idLength: old.idLength,
            kind: old.kind,
            isOverdue: true,
            special: old.special,
        )
        let length = Int(old.idLength) + Int(old.linkLength)
        let bytes = unsafe storage.withUnsafeMutablePointerToElements { bytes in
            unsafe Array(UnsafeBufferPointer(start: bytes, count: length))
        }
        return CachedAnswer(fields, bytes: bytes)
    }

    private init(_ fields: Fields, bytes: [UInt8]) {
        storage = ManagedBuffer.create(minimumCapacity: bytes.count) { _ in fields }
        unsafe storage.withUnsafeMutablePointerToElements { target in
            for (index, byte) in bytes.enumerated() { unsafe (target + index).initialize(to: byte) }
        }
    }

    /// What the entry costs, in bytes: the object and its slot as measured, the id, the link and what hangs on it.
    var cost: Int {
        let fields = storage.header
        return Self.overhead + Int(fields.idLength) + Int(fields.linkLength) + (fields.special?.cost ?? 0)
    }

    /// Object header, fields, the allocator's rounding, and a slot of 16 bytes in a table that is half full on average.
    static let overhead = 128
}

/// Hashes ids with a key that is drawn when the process starts, so that nobody can choose ids that collide.
enum IDHash {
    /// The 64-bit hash of an id's bytes (the standard library's SipHash).
    static func of(_ id: Span<UInt8>) -> UInt64 {
        var hasher = Hasher()
        unsafe id.bytes.withUnsafeBytes { bytes in unsafe hasher.combine(bytes: bytes) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
