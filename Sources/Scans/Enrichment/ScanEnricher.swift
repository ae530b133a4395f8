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
        let isPrivate = noted.marks.contains(.privacy)
        return Scan(
            code: noted.code,
            version: noted.version,
            at: noted.at,
            kind: Self.kind(noted.marks, isBot: answer?.isBot ?? false),
            country: noted.country,
            // Who asks not to be tracked is counted, told from nobody else, and by nothing that is rare.
            visitor: isPrivate ? nil : noted.visitor,
            userAgent: isPrivate ? nil : answer?.userAgent,
            client: answer?.client ?? .unknown,
            referrerHost: noted.referrer.flatMap { hosts.value(of: $0, orMake: ReferrerHost.host(of:)) },
            language: noted.language.flatMap { languages.value(of: $0, orMake: PreferredLanguage.primarySubtag(of:)) },
            place: isPrivate ? nil : noted.place.flatMap { places.details(at: $0, edition: noted.edition) },
            lead: noted.lead,
        )
    }

    private static func kind(_ marks: ScanMarks, isBot: Bool) -> Scan.Kind {
        if marks.contains(.head) { return .head }
        return isBot || marks.contains(.ahead) ? .bot : .person
    }
}
