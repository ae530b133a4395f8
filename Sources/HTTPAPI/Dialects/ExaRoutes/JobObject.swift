// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes

/// A job as its account sees it.
struct JobObject {
    let retention: Duration

    /// Writes the members of the status.
    func write(_ job: BulkJob, to writer: inout JSONWriter) {
        let failed = job.progress.failed
        writer.member("bulkId", job.id.text)
        writer.member("status", Self.word(for: job.state))
        writer.member("count", job.rows)
        writer.member("failedFeatures") { writer in
            writer.member("dynamicQr", failed.dynamic)
            writer.member("securedQr", failed.secured)
            writer.member("sourceQr", failed.sourced)
        }
        writer.member("product", "qr")
        writer.member("createdAt", Int(job.createdAt.milliseconds))
        writer.member("updatedAt", Int(job.updatedAt.milliseconds))
        writer.member("processed", job.progress.processed)
        writer.member("succeeded", job.progress.succeeded)
        writer.member("failed", job.progress.processed - job.progress.succeeded)
        let expiry = job.state == .completed ? Int(job.updatedAt.adding(retention).milliseconds) : nil
        writer.member("resultExpiresAt", expiry)
    }

    /// The published words; a result that expired leaves a job that is completed and has none.
    private static func word(for state: BulkJob.State) -> String {
        switch state {
        case .processing: "processing"
        case .completed, .expired: "completed"
        case .downloaded: "resultDownloaded"
        }
    }
}

extension Problem {
    /// No job of that id in the caller's account.
    static let noSuchJob = Problem(.notFound, "the account has no bulk job of this id")
}
