// SPDX-License-Identifier: Apache-2.0

import Codes
package import Outbound
import Store

/// Sends a message to its receiver.
package typealias MessagePost =
    @Sendable (
        _ body: [UInt8], _ url: String, _ headers: [(String, String)]
    ) async throws(FetchError) -> PostAnswer

/// Makes one attempt at a delivery.
struct DeliveryAttempt: Sendable {
    /// How much of an answer the log keeps, in bytes.
    private static let keptBytes = 1_024

    let post: MessagePost
    let seal: SecretSeal
    let data: any EventDataWriter
    let judge: DeliveryJudge
    let clock: WallClock

    /// Sends the message.
    /// - Returns: what happened, and what follows from it.
    func make(_ delivery: DueDelivery) async -> (attempt: WebhookDelivery.Attempt, outcome: DeliveryOutcome) {
        let begin = clock()
        let secrets = seal.secrets(of: delivery.webhook, at: begin)
        guard !secrets.isEmpty else {
            let reason = "its secret was sealed with another WAYMARK_SECRET; rotate it"
            let none = WebhookDelivery.Attempt(
                at: begin, milliseconds: 0, status: nil, error: reason, response: nil, )
            return (none, .disabled(reason))
        }
        let message = WebhookMessage(delivery.event, data: data)
        let result: Result<PostAnswer, FetchError>
        do throws(FetchError) {
            let headers = message.headers(at: begin, secrets: secrets)
            result = .success(try await post(message.body, delivery.webhook.url, headers))
        } catch {
            result = .failure(error)
        }
        let end = clock()
        let attempt = WebhookDelivery.Attempt(
            at: begin,
            milliseconds: Int(max(0, end.milliseconds - begin.milliseconds)),
            status: (try? result.get())?.status,
            error: DeliveryJudge.failure(result),
            response: (try? result.get()).flatMap(Self.response),
        )
        return (attempt, judge.outcome(of: result, for: delivery, at: end))
    }

    /// The beginning of the answer as a text; bytes that are none become replacement characters.
    private static func response(_ answer: PostAnswer) -> String? {
        let text = String(decoding: answer.beginning.prefix(keptBytes).filter { $0 != 0 }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
