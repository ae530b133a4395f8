// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Scans

@Suite("Countries of addresses")
struct CountryDatabaseTests {
    @Test(
        "an address is in its country, and nowhere when it is private, special or unknown",
        arguments: [
            ("81.2.69.142", "GB"), ("::ffff:81.2.69.142", "GB"), ("5.135.1.1", "FR"), ("2a00:1450::1", "IE"),
            // Only where the block is registered is known.
            ("9.9.9.9", "US"),
            // The file says US, wrongly.
            ("10.1.2.3", nil), ("127.0.0.1", nil), ("::1", nil), ("fe80::1", nil), ("192.168.1.1", nil),
            ("8.8.8.8", nil), ("2a00:1451::1", nil), ("0.0.0.0", nil), ("255.255.255.255", nil),
            // Entries without a code, or with something else in its place.
            ("62.0.0.1", nil), ("62.0.1.1", nil),
        ] as [(String, String?)], )
    func country(address: String, expected: String?) throws {
        let database = try CountryDatabase(path: fixture("countries.mmdb"))
        let address = try #require(IPAddress(address))
        // The second answer is a remembered one.
        for _ in 0..<2 { #expect(database.country(of: address)?.description == expected) }
    }

    @Test("a file of IPv4 alone knows no IPv6")
    func ipv4Only() throws {
        let database = try CountryDatabase(path: fixture("countries-ipv4.mmdb"))
        #expect(database.country(of: try #require(IPAddress("81.2.69.1")))?.description == "GB")
        #expect(database.country(of: try #require(IPAddress("2a00:1450::1"))) == nil)
    }

    @Test("a file that is not there is an error that names the setting")
    func missing() throws {
        let error = #expect(throws: CountryDatabaseError.self) { try CountryDatabase(path: fixture("none.mmdb")) }
        #expect(error?.code == .unreadable)
        #expect(error?.description.contains("WAYMARK_GEOIP_DB") == true)
    }

    @Test("a file that is something else, or half of one, is an error")
    func corrupt() throws {
        let folder = try TemporaryFolder()
        let whole = try Data(contentsOf: URL(fileURLWithPath: fixture("countries.mmdb")))
        for (name, content) in [
            ("text", Data("no database".utf8)), ("half", whole.prefix(whole.count / 2)), ("empty", Data()),
        ] {
            try content.write(to: URL(fileURLWithPath: folder.file(name)))
            #expect(throws: CountryDatabaseError.self) { try CountryDatabase(path: folder.file(name)) }
        }
    }

    @Test("a folder is an error")
    func aFolder() throws {
        let folder = try TemporaryFolder()
        #expect(throws: CountryDatabaseError.self) { try CountryDatabase(path: folder.path) }
    }

    @Test("a damaged data section gives no country, and never a crash")
    func damagedData() throws {
        let folder = try TemporaryFolder()
        let whole = try Data(contentsOf: URL(fileURLWithPath: fixture("countries.mmdb")))
        let addresses = try ["81.2.69.142", "5.135.1.1", "9.9.9.9", "62.0.0.1"].map { try #require(IPAddress($0)) }
        for offset in stride(from: 0, to: whole.count, by: 7) {
            var damaged = whole
            damaged[offset] ^= 0xFF
            try damaged.write(to: URL(fileURLWithPath: folder.file("damaged")))
            guard let database = try? CountryDatabase(path: folder.file("damaged")) else { continue }
            for address in addresses { _ = database.country(of: address) }
        }
    }

    @Test("look-ups from many threads agree")
    func threads() async throws {
        let database = try CountryDatabase(path: fixture("countries.mmdb"))
        let british = try #require(IPAddress("81.2.69.142"))
        let french = try #require(IPAddress("5.135.1.1"))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<2_000).allSatisfy { _ in
                        database.country(of: british)?.description == "GB"
                            && database.country(of: french)?.description == "FR"
                    }
                }
            }
            for await agrees in group { #expect(agrees) }
        }
    }

    @Test("a file that was put in its place is noticed")
    func replaced() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("countries.mmdb")
        try FileManager.default.copyItem(atPath: fixture("countries.mmdb"), toPath: path)
        let database = try CountryDatabase(path: path)
        #expect(!database.isReplaced)
        let other = try Data(contentsOf: URL(fileURLWithPath: fixture("countries-replaced.mmdb")))
        try other.write(to: URL(fileURLWithPath: path), options: .atomic)
        #expect(database.isReplaced)
        #expect(database.country(of: try #require(IPAddress("81.2.69.142")))?.description == "GB")
        try FileManager.default.removeItem(atPath: path)
        #expect(!database.isReplaced)
    }

    @Test(
        "special blocks begin and end where the registries say",
        arguments: [
            ("9.255.255.255", false), ("10.0.0.0", true), ("10.255.255.255", true), ("11.0.0.0", false),
            ("100.63.255.255", false), ("100.64.0.0", true), ("100.127.255.255", true), ("100.128.0.0", false),
            ("169.253.255.255", false), ("169.254.0.0", true), ("169.255.0.0", false),
            ("172.15.255.255", false), ("172.16.0.0", true), ("172.31.255.255", true), ("172.32.0.0", false),
            ("192.0.0.255", true), ("192.0.1.0", false), ("192.0.2.255", true), ("192.0.3.0", false),
            ("192.167.255.255", false), ("192.168.0.0", true), ("192.169.0.0", false),
            ("198.17.255.255", false), ("198.18.0.0", true), ("198.19.255.255", true), ("198.20.0.0", false),
            ("198.51.100.7", true), ("198.51.101.0", false), ("203.0.113.255", true), ("203.0.114.0", false),
            ("223.255.255.255", false), ("224.0.0.0", true), ("0.0.0.1", true), ("1.0.0.0", false),
            ("1fff::", true), ("2000::", false), ("2001:1ff::", true), ("2001:200::", false), ("2001:db8::1", true),
            ("2001:db9::", false), ("3ffe::", false), ("3fff::", true), ("3fff:1000::", false), ("4000::", true),
            ("fc00::1", true), ("ff02::1", true), ("64:ff9b::1.1.1.1", true),
        ], )
    func specialRanges(address: String, isSpecial: Bool) throws {
        #expect(SpecialRanges.contains(try #require(IPAddress(address))) == isSpecial)
    }
}
