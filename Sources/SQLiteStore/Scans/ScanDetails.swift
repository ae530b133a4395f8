// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Numbers for the texts of a batch: each is looked up, or added, once.
///
/// Lives no longer than its transaction: undone, it would know numbers that are not there.
struct ScanDetails {
    private struct Client: Hashable {
        let userAgent: String
        let client: ScanClient
    }

    private let database: Database
    private var clients: [Client: Int64] = [:]
    private var referrers: [String: Int64] = [:]
    private var places: [ScanPlace: Int64] = [:]

    init(in database: Database) { self.database = database }

    /// The number of the client of a scan, with its user agent.
    mutating func client(of scan: Scan) throws -> Int64 {
        let key = Client(userAgent: scan.userAgent ?? "", client: scan.client)
        if let known = clients[key] { return known }
        let columns: StatementArguments = [
            key.userAgent, scan.client.device.rawValue, scan.client.os, scan.client.browser,
        ]
        let number = try number(columns, find: ScanSQL.client, add: ScanSQL.addClient)
        clients[key] = number
        return number
    }

    /// The number of the referrer's host; nil without one.
    mutating func referrer(of scan: Scan) throws -> Int64? {
        guard let host = scan.referrerHost else { return nil }
        if let known = referrers[host] { return known }
        let number = try number([host], find: ScanSQL.referrer, add: ScanSQL.addReferrer)
        referrers[host] = number
        return number
    }

    /// The number of the place; nil where it is not known.
    mutating func place(of scan: Scan) throws -> Int64? {
        guard let place = scan.place else { return nil }
        if let known = places[place] { return known }
        let number = try number([place.region ?? "", place.city ?? ""], find: ScanSQL.place, add: ScanSQL.addPlace)
        places[place] = number
        return number
    }

    private func number(_ columns: StatementArguments, find: String, add: String) throws -> Int64 {
        if let known = try database.first(find, columns, { $0[0] as Int64 }) { return known }
        try database.run(add, columns)
        return database.lastInsertedRowID
    }
}
