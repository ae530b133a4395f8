// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Hummingbird
import Management
import NIOCore
import ServiceLifecycle
import Synchronization

/// `GET …/{bulkId}/events`: the status as server-sent events (WHATWG HTML section 9.2), until the job is done.
///
/// An event when the status has changed, a comment now and then where it has not, so that proxies keep the connection and
/// a caller that has gone is noticed.
struct WatchBulk: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading
    private static let interval = Duration.milliseconds(250)
    private static let heartbeat = 40
    private static let longest = Duration.seconds(3_600)

    let jobs: BulkJobs
    let watchers: Watchers

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let (id, account) = (call.id, caller.account.id)
        guard let job = try await jobs.job(id, of: account) else { throw Problem.noSuchJob }
        guard let place = watchers.enter(account) else {
            let detail =
                "the account watches \(Watchers.mostPerAccount) jobs already; close some, or ask for the status"
            throw Problem(.tooManyStreams, detail, headers: [.retryAfter: "10"])
        }
        let jobs = jobs
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(place) {} }
                try await Self.write(job, jobs, account, to: &writer)
                try await writer.finish(nil)
            },
        )
    }

    private static func write(
        _ first: BulkJob,
        _ jobs: BulkJobs,
        _ account: AccountID,
        to writer: inout any ResponseBodyWriter,
    ) async throws {
        let object = JobObject(retention: jobs.limits.retention)
        let deadline = ContinuousClock.now + longest
        var (job, shown): (BulkJob?, BulkJob?) = (first, nil)
        var quiet = 0
        // A server that ends does not wait for the job: the job goes on when it starts again, and the watcher asks again.
        while let current = job, ContinuousClock.now < deadline, !Task.isCancelled, !Task.isShuttingDownGracefully {
            if current != shown {
                try await writer.write(event(current, object))
                (shown, quiet) = (current, 0)
            } else if quiet == heartbeat {
                try await writer.write(ByteBuffer(string: ": still there\n\n"))
                quiet = 0
            }
            if current.state != .processing { return }
            quiet += 1
            try await Task.sleep(for: interval)
            job = try await jobs.job(current.id.text, of: account)
        }
    }

    private static func event(_ job: BulkJob, _ object: JobObject) -> ByteBuffer {
        let name = job.state == .processing ? "progress" : "completed"
        let data = JSONWriter.text { object.write(job, to: &$0) }
        return ByteBuffer(string: "event: \(name)\nid: \(job.progress.processed)\ndata: \(data)\n\n")
    }
}

/// Counts open event streams, so that one account cannot hold them all.
final class Watchers: Sendable {
    static let mostPerAccount = 16

    /// The right to one stream, until the last holder lets go.
    final class Place: Sendable {
        private let watchers: Watchers
        private let account: AccountID

        fileprivate init(_ watchers: Watchers, _ account: AccountID) {
            self.watchers = watchers
            self.account = account
        }

        deinit { watchers.leave(account) }
    }

    private let counts = Mutex<[AccountID: Int]>([:])

    /// Takes a place; nil where the account has as many as it may have.
    func enter(_ account: AccountID) -> Place? {
        let hasRoom = counts.withLock { counts in
            guard counts[account, default: 0] < Self.mostPerAccount else { return false }
            counts[account, default: 0] += 1
            return true
        }
        return hasRoom ? Place(self, account) : nil
    }

    private func leave(_ account: AccountID) {
        counts.withLock { counts in
            let left = (counts[account] ?? 1) - 1
            counts[account] = left > 0 ? left : nil
        }
    }
}
