// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// The way from a request about analytics to the counts, the same for every form of answer.
struct AnalyticsReading {
    let breadth: ReadAnalytics.Breadth
    let scans: any ScanStore
    let clock: WallClock

    /// A question and whose scans it is about.
    typealias Asked = (subject: AnalyticsSubject, question: AnalyticsQuestion)

    /// A reader of the parameters.
    func fields(of call: Call) throws(Problem) -> FieldReader {
        try QueryFields.reader(of: call.request, kinds: AnalyticsQuestion.kinds)
    }

    /// Reads the rest of the parameters; the form of the answer has read its own before.
    func question(_ fields: inout FieldReader, _ call: Call) throws -> Asked {
        let subject: AnalyticsSubject?
        switch breadth {
        case .oneCode: subject = CodeID(reference: call.id).map(AnalyticsSubject.code)
        case .manyCodes: subject = AnalyticsSubject(&fields)
        }
        let question = AnalyticsQuestion(&fields, now: clock())
        try fields.finish()
        guard let subject, let question else { throw Problem.noSuchCode }
        return (subject, question)
    }

    /// Asks the store.
    func answer(_ asked: Asked, for caller: Principal) async throws -> AnalyticsObject {
        let (subject, question) = asked
        try await subject.checkNames(in: scans, of: caller.account.id)
        guard let counts = try await scans.analytics(question.query, of: subject.scope, in: caller.account.id) else {
            throw Problem.noSuchCode
        }
        var previous: ScanCounts?
        if let query = question.previousQuery {
            previous = try await scans.analytics(query, of: subject.scope, in: caller.account.id)
        }
        if let first = counts.scansKeptSince ?? previous?.scansKeptSince { throw Self.purged(before: first) }
        guard counts.scansRead != nil, previous == nil || previous?.scansRead != nil else { throw Self.tooMuchToRead }
        return AnalyticsObject(subject: subject, question: question, counts: counts, previous: previous)
    }

    private static func purged(before moment: Timestamp) -> Problem {
        let detail =
            "filters read scans one by one, and those before \(moment.iso8601) were purged; choose a range from then on, "
            + "or ask without filters"
        return Problem(faults: [FieldFault("\(QueryFields.base)/from", detail)])
    }

    private static var tooMuchToRead: Problem {
        let detail =
            "filters read scans one by one, and there are more than \(AnalyticsQuery.mostReads) scans and days of codes "
            + "to read; choose a shorter range or fewer codes"
        return Problem(faults: [FieldFault("\(QueryFields.base)/from", detail)])
    }
}
