// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import NIOCore
import Scans
import ServiceLifecycle
import Store

/// `GET /api/qr/codes/{id}/live` and `GET /api/qr/live`: scans as server-sent events (WHATWG HTML section 9.2), as they are
/// stored.
///
/// `Last-Event-ID` goes on where another stream ended. A reader that is too slow is told how many scans it missed.
struct WatchScans: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading
    private static let heartbeat = Duration.seconds(15)
    private static let longest = Duration.seconds(3_600)

    /// Whose scans are watched.
    enum Breadth {
        case oneCode
        case allCodes
    }

    let breadth: Breadth
    let codes: CodeLibrary
    let live: LiveScans
    let watchers: Watchers

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request)
        try fields.finish()
        let code = breadth == .oneCode ? try await codes.code(call.id, of: caller.account).id.text : nil
        let last = try Self.lastEvent(of: call.request)
        guard let place = watchers.enter(caller.account.id) else {
            let detail = "the account has \(Watchers.mostPerAccount) event streams open already; close some"
            throw Problem(.tooManyStreams, detail, headers: [.retryAfter: "10"])
        }
        let (live, account) = (live, caller.account.id)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(place) {} }
                let watcher = try await live.watch(account, code: code)
                do {
                    try await Self.write(live, watcher, after: last, to: &writer)
                } catch {
                    await live.leave(watcher)
                    throw error
                }
                await live.leave(watcher)
                try await writer.finish(nil)
            },
        )
    }

    /// The event behind which to go on; nil for a stream that begins now.
    private static func lastEvent(of request: Request) throws(Problem) -> Int64? {
        guard let text = request.headers[.lastEventID], !text.isEmpty else { return nil }
        if let number = Int64(text), number >= 0 { return number }
        let detail = "Last-Event-ID is no id of an event; pass it on as it was given, or leave it out"
        throw Problem(.invalidCursor, detail)
    }

    private static func write(
        _ live: LiveScans,
        _ watcher: LiveScanWatcher,
        after last: Int64?,
        to writer: inout any ResponseBodyWriter,
    ) async throws {
        try await writer.write(ByteBuffer(string: "retry: 2000\n: watching\n\n"))
        if let last { try await writeStored(live, watcher, after: last, to: &writer) }
        let deadline = ContinuousClock.now + longest
        var reason = "the stream has been open for an hour; connect again"
        while ContinuousClock.now < deadline, !Task.isCancelled {
            let news = await withGracefulShutdownHandler {
                await watcher.next(within: heartbeat)
            } onGracefulShutdown: {
                watcher.end()
            }
            let events = ScanEvents.text(news)
            try await writer.write(ByteBuffer(string: events.isEmpty ? ": still there\n\n" : events))
            guard news.isLast else { continue }
            reason = "the server is stopping; connect again"
            break
        }
        try await writer.write(ByteBuffer(string: ScanEvents.end(reason)))
    }

    /// Writes scans that were stored before the stream began, as far back as is looked.
    private static func writeStored(
        _ live: LiveScans,
        _ watcher: LiveScanWatcher,
        after last: Int64,
        to writer: inout any ResponseBodyWriter,
    ) async throws {
        let oldest = watcher.start - LiveScans.longestLookBack
        if last < oldest { try await writer.write(ByteBuffer(string: ScanEvents.skipped(nil))) }
        var number = max(last, oldest, 0)
        while number < watcher.start, !Task.isCancelled {
            let found = try await live.stored(after: number, for: watcher)
            let events = ScanEvents.text(LiveScanWatcher.News(scans: found.scans))
            if !events.isEmpty { try await writer.write(ByteBuffer(string: events)) }
            guard found.through > number else { return }
            number = found.through
        }
    }
}
