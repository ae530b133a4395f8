// SPDX-License-Identifier: Apache-2.0

import CMaxMindDB
import Glibc

/// Tells the country of an address from a MaxMind DB file, such as GeoLite2 Country or DB-IP Country Lite.
///
/// The file is mapped; look-ups from any thread share it. A file that was replaced (renamed over) is still the old one
/// here: see ``ScanJournal/useCountries(_:)``.
@safe
package final class CountryDatabase: Sendable {
    /// The path it was opened at.
    package let path: String
    /// Which file it was: another one at the path has another identity.
    let identity: FileIdentity
    /// Written once by `MMDB_open`, only read by look-ups, freed by `deinit`.
    nonisolated(unsafe) private let database: UnsafeMutablePointer<MMDB_s>
    private let names = CountryNames()

    /// Maps the file.
    /// - Throws: ``CountryDatabaseError`` when the file is missing or no country database.
    package init(path: String) throws(CountryDatabaseError) {
        guard let identity = FileIdentity(path: path) else {
            throw CountryDatabaseError(code: .unreadable, path: path, detail: "no such file, or no right to read it")
        }
        let database = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        let status = unsafe MMDB_open(path, UInt32(MMDB_MODE_MMAP), database)
        guard status == MMDB_SUCCESS else {
            unsafe database.deallocate()
            throw CountryDatabaseError(
                code: status == MMDB_FILE_OPEN_ERROR || status == MMDB_IO_ERROR ? .unreadable : .corrupt,
                path: path,
                detail: unsafe MMDB_strerror(status).map { unsafe String(cString: $0) } ?? "error \(status)",
            )
        }
        self.path = path
        self.identity = identity
        unsafe self.database = database
    }

    deinit {
        unsafe MMDB_close(database)
        unsafe database.deallocate()
    }

    /// When the file was made, in seconds since the epoch: tells it from its other editions.
    var edition: UInt32 { unsafe UInt32(truncatingIfNeeded: database.pointee.metadata.build_epoch) }

    /// Whether the path now leads to another file than the one that is open; a missing one does not count.
    package var isReplaced: Bool { FileIdentity(path: path).map { $0 != identity } ?? false }

    /// The country of an address, or nil where it is unknown, private or special.
    ///
    /// Neither allocates nor waits.
    package func country(of address: IPAddress) -> CountryCode? { place(of: address).flatMap(country(at:)) }

    /// The country of an entry of the file, or nil where it names none.
    func country(at place: UInt32) -> CountryCode? {
        if let known = names[place] { return known == .unknown ? nil : known }
        let found = isoCode(at: place, under: .country) ?? isoCode(at: place, under: .registeredCountry)
        names[place] = found ?? .unknown
        return found
    }

    /// Where in the file's data the entry of an address is; nil when there is none, or the address is private or special.
    func place(of address: IPAddress) -> UInt32? {
        guard !SpecialRanges.contains(address) else { return nil }
        if let ipv4 = address.ipv4 {
            var socket = sockaddr_in()
            socket.sin_family = sa_family_t(AF_INET)
            socket.sin_addr.s_addr = ipv4.bigEndian
            return place(ofSocketAddress: socket)
        }
        // A file of IPv4 alone has nothing to say about IPv6, and the library would call the question an error.
        guard unsafe database.pointee.metadata.ip_version == 6 else { return nil }
        var socket = sockaddr_in6()
        socket.sin6_family = sa_family_t(AF_INET6)
        unsafe withUnsafeMutableBytes(of: &socket.sin6_addr) {
            unsafe $0.storeBytes(of: address.bits.bigEndian, as: UInt128.self)
        }
        return place(ofSocketAddress: socket)
    }

    /// The library looks at the family and reads the address that belongs to it.
    private func place(ofSocketAddress socket: borrowing some Sendable) -> UInt32? {
        unsafe withUnsafeBytes(of: socket) { bytes in
            guard let address = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return nil }
            var status: Int32 = 0
            let result = unsafe MMDB_lookup_sockaddr(database, address, &status)
            guard status == MMDB_SUCCESS, unsafe result.found_entry else { return nil }
            return unsafe result.entry.offset
        }
    }

    private func isoCode(at place: UInt32, under path: EntryPath) -> CountryCode? {
        unsafe withText(at: place, under: path) { unsafe CountryCode(text: $0.bindMemory(to: UInt8.self).span) } ?? nil
    }

    /// Reads the text at the end of a path in an entry.
    /// - Returns: nil where there is none.
    func withText<Value>(
        at place: UInt32,
        under path: EntryPath,
        _ read: (UnsafeRawBufferPointer) -> Value,
    ) -> Value? {
        var entry = unsafe MMDB_entry_s(mmdb: database, offset: place)
        var value = unsafe MMDB_entry_data_s()
        let status = unsafe MMDB_aget_value(&entry, &value, path.keys)
        guard status == MMDB_SUCCESS, unsafe value.has_data, unsafe value.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING),
            let text = unsafe value.utf8_string
        else { return nil }
        return unsafe read(UnsafeRawBufferPointer(start: text, count: Int(value.data_size)))
    }
}
