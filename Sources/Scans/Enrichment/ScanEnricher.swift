// SPDX-License-Identifier: Apache-2.0

import Store

/// Makes scans of the records of a journal: what the hot path left as it was sent is told apart here.
///
/// Confined to one task at a time.
final class ScanEnricher {
    private let clients: ClientReader
    private var languages = RecentValues<String?>(capacity: 1_024)
    private var hosts = RecentValues<String?>(capacity: 1_024)

    private var places = PlaceReader()

    init(clients: ClientReader = ClientReader()) { self.clients = clients }

    /// Looks places up in this database from now on; nil leaves all of them unknown.
    func usePlaces(of database: CountryDatabase?) { places.use(database) }

    /// The scan of a whole record, which is without its padding and whose check was right.
    func scan(of record: RawSpan) -> Scan {
        let noted = JournaledScan(record: record)
        let answer = noted.userAgent.map(clients.answer(to:))
        return Scan(
            code: noted.code,
            version: noted.version,
            at: noted.at,
            kind: noted.isHead ? .head : answer?.isBot ?? false ? .bot : .person,
            country: noted.country,
            // Who asks not to be tracked is counted, told from nobody else, and by nothing that is rare.
            visitor: noted.asksForPrivacy ? nil : noted.visitor,
            userAgent: noted.asksForPrivacy ? nil : answer?.userAgent,
            client: answer?.client ?? .unknown,
            referrerHost: noted.referrer.flatMap { hosts.value(of: $0, orMake: ReferrerHost.host(of:)) },
            language: noted.language.flatMap { languages.value(of: $0, orMake: PreferredLanguage.primarySubtag(of:)) },
            place: noted.asksForPrivacy ? nil : noted.place.flatMap { places.details(at: $0, edition: noted.edition) },
            lead: noted.lead,
        )
    }
}
