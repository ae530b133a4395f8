// SPDX-License-Identifier: Apache-2.0

import Codes
import Outbound
import Store

/// Decides what follows from an attempt.
struct DeliveryJudge: Sendable {
    /// A delivery that is given up says that its webhook does not work, where nothing was delivered for so long.
    private static let patience: Int64 = 12 * 3_600_000
    /// Whatever is tried, nothing was delivered for so long: the webhook does not work.
    private static let longestPatience: Int64 = 48 * 3_600_000
    private static let gone = 410

    let schedule: RetrySchedule

    /// Why an attempt failed; nil where it did not.
    static func failure(_ result: Result<PostAnswer, FetchError>) -> String? {
        switch result {
        case .success(let answer) where (200..<300).contains(answer.status): nil
        case .success(let answer) where (300..<400).contains(answer.status):
            "the receiver answered with status \(answer.status); redirects are not followed"
        case .success(let answer): "the receiver answered with status \(answer.status)"
        case .failure(let error): error.description
        }
    }

    /// What becomes of the delivery and its webhook.
    /// - Parameters:
    ///   - result: what the receiver answered.
    ///   - delivery: the delivery, as it was before the attempt.
    ///   - moment: when the attempt ended.
    /// - Returns: what follows.
    func outcome(
        of result: Result<PostAnswer, FetchError>,
        for delivery: DueDelivery,
        at moment: Timestamp,
    ) -> DeliveryOutcome {
        guard let failure = Self.failure(result) else { return .delivered }
        let answer = try? result.get()
        if answer?.status == Self.gone { return .disabled("the receiver answered with status 410: it is gone") }
        let since = delivery.webhook.failingSince ?? moment
        let silence = moment.milliseconds - since.milliseconds
        let wish = answer.flatMap { Self.seconds($0.retryAfter, at: moment) }
        let next = schedule.next(after: delivery.attempts + 1, failedAt: moment, wish: wish)
        if silence >= Self.longestPatience || (next == nil && silence >= Self.patience) {
            return .disabled("every attempt since \(since.iso8601) has failed; the latest: \(failure)")
        }
        return next.map { .retry($0) } ?? .failed
    }

    /// `Retry-After` in seconds: a number of them, or a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section
    /// 10.2.3).
    private static func seconds(_ text: String?, at moment: Timestamp) -> Int? {
        guard let text else { return nil }
        if let seconds = Int(text) { return seconds }
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]) else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        guard let date = Timestamp(iso8601: "\(parts[3])-\(number)-\(parts[1])T\(parts[4]).000Z") else { return nil }
        return Int((date.milliseconds - moment.milliseconds + 999) / 1_000)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
