// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@testable import Scans

@Suite("Regions and cities of addresses")
struct PlaceTests {
    @Test(
        "an entry tells region and city, as far as the file has them",
        arguments: [
            ("5.135.1.1", ScanPlace(region: "FR-IDF", city: "Paris")),
            ("81.2.69.1", ScanPlace(region: "England", city: nil)),
            ("81.2.70.1", ScanPlace(region: nil, city: String(repeating: "Llan", count: 32))), ("81.2.71.1", nil),
        ] as [(String, ScanPlace?)], )
    func details(address: String, expected: ScanPlace?) throws {
        let database = try CountryDatabase(path: fixture("cities.mmdb"))
        let address = try #require(IPAddress(address))
        let place = try #require(database.place(of: address))
        #expect(database.details(at: place) == expected)
    }

    @Test("a file of countries alone, and places that are none, tell nothing")
    func nothing() throws {
        let database = try CountryDatabase(path: fixture("countries.mmdb"))
        let address = try #require(IPAddress("5.135.1.1"))
        let place = try #require(database.place(of: address))
        #expect(database.details(at: place) == nil)
        #expect(database.details(at: .max) == nil)
        #expect(database.place(of: IPAddress(ipv4: 0x0A00_0001)) == nil)
    }

    @Test("scans carry their place from the writer to the store; those who ask for privacy carry the country alone")
    func throughTheJournal() throws {
        let database = try CountryDatabase(path: fixture("cities.mmdb"))
        let fixture = try JournalFixture(countries: database)
        let writer = try fixture.journal.makeWriter()
        let address = try #require(IPAddress("5.135.1.1"))
        writer.append(1, address: address)
        writer.append(2, marks: .privacy, address: address)
        writer.append(3, address: IPAddress(ipv4: 0x0A00_0001))
        writer.append(4, address: address, country: CountryCode(text: Array("CH".utf8).span))
        let noted = fixture.scans
        #expect(noted.map { $0.visitor == 0 } == [false, true, false, false])
        #expect(noted.map { $0.place == nil } == [false, true, true, true])
        let segment = try #require(fixture.journal.segments.first)
        let enricher = ScanEnricher()
        enricher.usePlaces(of: database)
        let scans = SegmentFollower(segment, from: nil).scans(enricher)
        let paris = ScanPlace(region: "FR-IDF", city: "Paris")
        #expect(scans.map(\.place) == [paris, nil, nil, nil])
        #expect(scans.map(\.country) == ["FR", "FR", "??", "CH"])
        #expect(scans.map { $0.visitor == nil } == [false, true, false, false])
    }

    @Test("a place is not looked up in another edition of the database")
    func editions() throws {
        let database = try CountryDatabase(path: fixture("cities.mmdb"))
        let address = try #require(IPAddress("5.135.1.1"))
        let place = try #require(database.place(of: address))
        var places = PlaceReader()
        #expect(places.details(at: place, edition: database.edition) == nil)
        places.use(database)
        for _ in 0..<2 { #expect(places.details(at: place, edition: database.edition)?.city == "Paris") }
        #expect(places.details(at: place, edition: database.edition &+ 1) == nil)
        places.use(nil)
        #expect(places.details(at: place, edition: database.edition) == nil)
    }
}
