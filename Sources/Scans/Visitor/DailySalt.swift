// SPDX-License-Identifier: Apache-2.0

package import Codes
import Foundation
import Glibc
import Synchronization

/// The key of one UTC day's visitor digests, kept in a file of the data directory and destroyed when the day is over.
///
/// With the key gone, nobody can find out any more which address and user agent a digest stands for. The file keeps the
/// counts of a day right over a restart.
package final class DailySalt: Sendable {
    private struct State: Sendable {
        var day: Int64
        var key: SipHash.Key
        var isKept = false
    }

    private let path: String
    private let state: Mutex<State>

    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Reads the salt of the day, or makes one.
    /// - Parameters:
    ///   - path: the file, such as `visitor-salt` in the data directory; made with mode 0600.
    ///   - now: the present moment.
    /// - Throws: ``JournalError`` when the file can be neither read nor written.
    package init(path: String, now: Timestamp) throws(JournalError) {
        self.path = path
        let day = Self.day(of: now)
        if let kept = SaltFile.read(path), kept.day == day {
            state = Mutex(State(day: day, key: kept.key, isKept: true))
        } else {
            state = Mutex(State(day: day, key: .random()))
            try keep()
        }
    }

    /// The UTC day of a moment: days since 1970-01-01.
    static func day(of moment: Timestamp) -> Int64 {
        let (days, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: millisecondsPerDay)
        return rest < 0 ? days - 1 : days
    }

    /// The moments of a UTC day, in milliseconds since the epoch.
    static func milliseconds(ofDay day: Int64) -> Range<Int64> {
        day * millisecondsPerDay..<(day + 1) * millisecondsPerDay
    }

    /// The key of a day; a new one when the day turned, which is then still to be written down by ``keep()``.
    ///
    /// An event loop's clock may still show the day before for a moment: it gets the new day's key. A clock that was set
    /// back further gets a key of its own, so that no key lives on because of a wrong date.
    func key(ofDay day: Int64) -> SipHash.Key {
        state.withLock { state in
            if day != state.day, day != state.day - 1 { state = State(day: day, key: .random()) }
            return state.key
        }
    }

    /// Tells the visitors of a day apart: a keyed digest of address and user agent, the same that is recorded.
    package func visitor(address: IPAddress, userAgent: String, at moment: Timestamp) -> UInt64 {
        let userAgent = userAgent.utf8.span.extracting(first: ScanRecord.longestUserAgent)
        return VisitorDigest.digest(address: address, userAgent: userAgent, key: key(ofDay: Self.day(of: moment)))
    }

    /// Replaces the key when the day is over, though nobody scans, and overwrites the file where it holds another key.
    /// - Throws: ``JournalError`` when the file cannot be written; the key in memory is the new one all the same.
    func turn(now: Timestamp) throws(JournalError) {
        _ = key(ofDay: Self.day(of: now))
        try keep()
    }

    private func keep() throws(JournalError) {
        let current = state.withLock { $0 }
        guard !current.isKept else { return }
        try SaltFile.write(day: current.day, key: current.key, to: path)
        state.withLock { $0.isKept = $0.isKept || $0.day == current.day }
    }
}

extension SipHash.Key {
    /// A key from the system's cryptographic generator.
    static func random() -> SipHash.Key {
        SipHash.Key(low: .random(in: .min ... .max), high: .random(in: .min ... .max))
    }
}

/// The 32 bytes of the file: `WMSALT1` and a line feed, the day, the two halves of the key; little-endian.
private enum SaltFile {
    static let magic = Array("WMSALT1\n".utf8)
    static let byteCount = 32

    static func read(_ path: String) -> (day: Int64, key: SipHash.Key)? {
        guard let data = FileManager.default.contents(atPath: path), data.count == byteCount,
            Array(data.prefix(8)) == magic
        else { return nil }
        let words = (1..<4).map { word in
            data[word * 8..<word * 8 + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        return (Int64(bitPattern: words[0]), SipHash.Key(low: words[1], high: words[2]))
    }

    /// Written over the old key in place: a new file would leave the old key's block on the disk.
    ///
    /// 32 bytes lie within one sector, which is written whole or not at all.
    static func write(day: Int64, key: SipHash.Key, to path: String) throws(JournalError) {
        let words = [UInt64(bitPattern: day), key.low, key.high]
        let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
        try OpenFile(path, O_WRONLY | O_CREAT, "cannot write the visitor salt").write(magic + bytes)
    }
}
