// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPAPI
import Logging
import Management
import NIOCore
import QRRender
import Redirect
import ServiceLifecycle
import Store

/// What answers the requests of key holders, and what writes down later what they did.
struct RequestParts: Sendable {
    /// Tells callers by their keys.
    let authenticator: Authenticator
    /// Counts renders against plans.
    let quota: RenderQuota
    /// Answers repeated requests once.
    let repetitions: Repetitions
    /// Makes and keeps pictures.
    let images: RenderCache
    /// Makes what rows of bulk jobs ask for.
    let rows: RowWorker
    /// Batches that are worked off after their callers were answered.
    let jobs: BulkJobs
    /// Tells of events.
    let webhooks: WebhookParts

    private let logger: Logger

    /// Puts the parts together; codes that were changed are taken out of the table.
    init(
        _ settings: Settings,
        _ composition: Composition,
        _ store: any WaymarkStore,
        table: RedirectTable,
        logger: Logger,
    ) throws {
        self.logger = logger
        authenticator = Authenticator(store: store, plans: settings.plans, clock: { .now })
        quota = RenderQuota(store: store, clock: { .now })
        repetitions = Repetitions(store: store, seal: AnswerSeal(secret: composition.secret), clock: { .now })
        images = RenderCache(capacity: settings.renderCacheBytes, lanes: .onThreads(cores: System.coreCount))
        rows = RowWorker(
            codes: composition.library,
            pictures: composition.pictures,
            images: images,
            publicURL: composition.publicURL,
        ) { table.invalidate($0) }
        jobs = try BulkJobs.kept(settings, in: store, rows)
        webhooks = WebhookParts(settings, composition, store, logger: logger)
    }

    /// What runs beside the server, in the order of starting.
    var services: [any Service] {
        [
            repeating(.seconds(10), orWarn: "the last uses of keys could not be stored") { [authenticator] in
                try await authenticator.flushUses()
            },
            repeating(.seconds(1), orWarn: "the last renders could not be counted yet") { [quota] in
                try await quota.flush()
            },
            repeating(.seconds(60), orWarn: "old requests could not be forgotten yet") { [repetitions] in
                try await repetitions.forget()
            },
            webhooks.deliverer,
            BulkRunner(jobs: jobs, cores: System.coreCount, logger: logger),
        ]
    }

    private func repeating(
        _ interval: Duration,
        orWarn warning: Logger.Message,
        _ body: @escaping @Sendable () async throws -> Void,
    ) -> Repeating {
        Repeating(interval: interval) { [logger] in
            do {
                try await body()
            } catch {
                logger.warning(warning, metadata: ["error": "\(error)"])
            }
        }
    }
}
