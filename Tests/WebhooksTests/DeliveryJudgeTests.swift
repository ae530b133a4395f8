// SPDX-License-Identifier: Apache-2.0

import Codes
import Outbound
import Store
import Testing

@testable import Webhooks

@Suite("What follows from an attempt")
struct DeliveryJudgeTests {
    private static let now = Timestamp(milliseconds: 1_780_000_000_000)
    private static let hour: Int64 = 3_600_000

    /// Draws the middle of every range, so that pauses are as they stand in the table.
    private let judge = DeliveryJudge(schedule: RetrySchedule { ($0.lowerBound + $0.upperBound) / 2 })

    private func delivery(attempts: Int = 0, failingFor hours: Int64? = nil) -> DueDelivery {
        var webhook = Webhook.sample("wh_1", secret: "sealed")
        webhook.failingSince = hours.map { Timestamp(milliseconds: Self.now.milliseconds - $0 * Self.hour) }
        let event = QueuedEvent(id: "msg_1", kind: "qr.created", createdAt: Self.now, content: .data("{}"))
        return DueDelivery(number: 1, attempts: attempts, webhook: webhook, event: event)
    }

    private func outcome(_ answer: PostAnswer, _ delivery: DueDelivery) -> DeliveryOutcome {
        judge.outcome(of: .success(answer), for: delivery, at: Self.now)
    }

    private func after(_ seconds: Int64) -> DeliveryOutcome {
        .retry(Timestamp(milliseconds: Self.now.milliseconds + seconds * 1_000))
    }

    @Test("every 2xx is a delivery", arguments: [200, 201, 204, 299])
    func delivered(status: Int) {
        #expect(outcome(PostAnswer(status: status), delivery(attempts: 5, failingFor: 100)) == .delivered)
    }

    @Test("everything else is tried again, redirects and refusals too", arguments: [199, 301, 307, 400, 404, 500])
    func retried(status: Int) {
        #expect(outcome(PostAnswer(status: status), delivery()) == after(5))
        #expect(DeliveryJudge.failure(.success(PostAnswer(status: status)))?.contains("\(status)") == true)
    }

    @Test("a receiver that cannot be reached is tried again")
    func unreachable() {
        #expect(judge.outcome(of: .failure(.unreachable), for: delivery(), at: Self.now) == after(5))
    }

    @Test("410 disables at once")
    func gone() {
        guard case .disabled(let reason) = outcome(PostAnswer(status: 410), delivery()) else {
            Issue.record("410 did not disable")
            return
        }
        #expect(reason.contains("410"))
    }

    @Test("pauses grow to eight hours and come to about a day in all")
    func schedule() {
        var (total, pauses): (Int64, [Int64]) = (0, [])
        for attempts in 0..<RetrySchedule.attempts - 1 {
            guard case .retry(let next) = outcome(PostAnswer(status: 500), delivery(attempts: attempts)) else {
                Issue.record("attempt \(attempts) is not repeated")
                return
            }
            pauses.append(next.milliseconds - Self.now.milliseconds)
            total += pauses.last ?? 0
        }
        #expect(pauses == pauses.sorted() && pauses.first == 5_000 && pauses.last == 8 * Self.hour)
        #expect((22 * Self.hour...26 * Self.hour).contains(total))
    }

    @Test("pauses are drawn around those of the table", arguments: [0.8, 1.2])
    func jitter(factor: Double) {
        let schedule = RetrySchedule { range in factor < 1 ? range.lowerBound : range.upperBound }
        let next = schedule.next(after: 3, failedAt: Self.now, wish: nil)
        #expect(next?.milliseconds == Self.now.milliseconds + Int64(120_000 * factor))
    }

    @Test("the last attempt fails the delivery, and disables a webhook that took nothing for half a day")
    func givenUp() {
        let last = RetrySchedule.attempts - 1
        #expect(outcome(PostAnswer(status: 500), delivery(attempts: last)) == .failed)
        #expect(outcome(PostAnswer(status: 500), delivery(attempts: last, failingFor: 11)) == .failed)
        guard case .disabled(let reason) = outcome(PostAnswer(status: 500), delivery(attempts: last, failingFor: 12))
        else {
            Issue.record("it was not disabled")
            return
        }
        #expect(reason.contains("status 500") && reason.contains("every attempt since"))
    }

    @Test("a webhook that took nothing for two days is disabled whatever is left to try")
    func longFailing() {
        #expect(outcome(PostAnswer(status: 500), delivery(failingFor: 47)) == after(5))
        guard case .disabled = outcome(PostAnswer(status: 500), delivery(failingFor: 48)) else {
            Issue.record("it was not disabled")
            return
        }
    }

    @Test(
        "Retry-After is heard, in seconds or as a date, never below the pause and never above six hours",
        arguments: [
            ("60", 60), ("1", 5), ("-4", 5), ("999999999", 21_600), ("soon", 5),
            ("Thu, 28 May 2026 20:55:00 GMT", 1_700),
            ("Thu, 28 May 2020 20:28:20 GMT", 5), ("Thu, 28 Mai 2026 20:28:20 GMT", 5),
        ], )
    func retryAfter(text: String, seconds: Int64) {
        #expect(outcome(PostAnswer(status: 503, retryAfter: text), delivery()) == after(seconds))
    }
}
