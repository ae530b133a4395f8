// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// One working through of the bytes at hand of a connection: finds the requests, notes the scans, writes the answers.
///
/// Answers leave in the order of the requests: while a code is being loaded no further request is read.
struct ScanAnswering: ~Copyable {
    let core: RedirectCore
    let connection: FrontConnection
    /// How many of the bytes were answered.
    private(set) var position: Int
    /// Whether there are so many answers that they should be sent before more are made.
    private(set) var isBatchFull = false

    /// Begins at a position in the bytes.
    init(core: RedirectCore, connection: FrontConnection, position: Int) {
        self.core = core
        self.connection = connection
        self.position = position
    }

    /// Answers complete requests for as long as they are plain scans and the batch is not full.
    mutating func fillBatch(_ bytes: Span<UInt8>, _ state: inout LoopState) {
        isBatchFull = false
        while connection.isReading, position < bytes.count {
            guard state.out.count < core.settings.maximumBatch else {
                isBatchFull = true
                return
            }
            let rest = bytes.extracting(droppingFirst: position)
            guard mayHoldHead(rest) else { return }
            switch RequestHeadParser.parse(rest) {
            case .scan(let head):
                connection.headBegan = nil
                connection.searched = 0
                answer(head, rest, &state)
            case .incomplete:
                connection.searched = rest.count
                if connection.headBegan == nil { connection.headBegan = state.moment.uptime }
                return
            case .foreign:
                connection.phase = .handingOn
            }
        }
    }

    /// Answers the request whose code was loaded.
    mutating func finishWaiting(_ loaded: TableShard.Loaded, _ bytes: Span<UInt8>, _ state: inout LoopState) {
        guard case .waiting(let head) = connection.phase else { return }
        connection.phase = .reading
        switch loaded {
        case .answer(let answer):
            guard answerFound(answer, head, bytes, &state) else { return }
        case .unavailable:
            state.counters.countNotice(isUnavailable: true)
            let language = bytes.extracting(head.language.offsets)
            writeRest(core.book.writeUnavailable(language: language, into: &state.out), of: head, bytes, &state)
        }
        position += head.length
    }

    /// Whether parsing is worth its while: the head that was incomplete last time may have ended since.
    ///
    /// Without this a client that sends single bytes would have each of them paid with a parse of all that came
    /// before.
    private func mayHoldHead(_ bytes: Span<UInt8>) -> Bool {
        let searched = connection.searched
        guard searched > 0, bytes.count <= RequestHeadParser.longestHead else { return true }
        // An empty line ends a head: a line feed behind a line feed, or whatever follows a carriage return behind one.
        for index in max(searched - 2, 1)..<bytes.count {
            let (before, last) = (bytes[index - 1], bytes[index])
            if before == UInt8(ascii: "\n"), last == UInt8(ascii: "\n") { return true }
            if before == UInt8(ascii: "\r"), index >= 2, bytes[index - 2] == UInt8(ascii: "\n") { return true }
        }
        connection.searched = bytes.count
        return false
    }

    private mutating func answer(_ head: RequestHead, _ bytes: Span<UInt8>, _ state: inout LoopState) {
        let found = core.table.find(bytes.extracting(head.id.offsets), at: state.moment)
        // A word that is no code's here may still be one, or a path of the API: the ordinary router knows.
        if head.isShortLink, found?.isUnknown != false {
            connection.phase = .handingOn
            return
        }
        guard let found else { return wait(for: head, bytes, &state) }
        state.counters.countHit()
        if answerFound(found, head, bytes, &state) { position += head.length }
    }

    /// Answers a scan whose code is at hand.
    /// - Returns: whether it was; what has to wait for a count or for a check of a password is the ordinary router's.
    private func answerFound(
        _ answer: CachedAnswer,
        _ head: RequestHead,
        _ bytes: Span<UInt8>,
        _ state: inout LoopState,
    ) -> Bool {
        guard let conditional = answer.conditional(at: state.moment) else {
            write(answer, to: head, bytes, &state)
            return true
        }
        guard conditional.answersAtOnce else {
            connection.phase = .handingOn
            return false
        }
        write(answer, conditional, to: head, bytes, &state)
        return true
    }

    private func wait(for head: RequestHead, _ bytes: Span<UInt8>, _ state: inout LoopState) {
        let word = bytes.extracting(head.id.offsets)
        // The parser lets nothing through that is no id.
        guard let id = CodeID(String(decoding: word.indices.map { word[$0] }, as: UTF8.self)) else {
            connection.phase = .handingOn
            return
        }
        connection.phase = .waiting(head)
        state.counters.countMiss()
        let (tag, inbox) = (connection.tag, state.inbox)
        core.table.request(id) { inbox.post(.loaded(tag, $0)) }
    }

    /// Notes the scan, then writes its answer: in this order, so that no answered scan can be lost.
    private func write(_ answer: CachedAnswer, to head: RequestHead, _ bytes: Span<UInt8>, _ state: inout LoopState) {
        if core.book.isScan(answer, at: state.moment) {
            let lead = answer.lead(at: state.moment)
            state.counters.countScan(isRecorded: record(answer, head, bytes, state, lead: lead))
        } else {
            state.counters.countNotice(isUnavailable: false)
        }
        let reply = core.book.writeHead(
            of: answer,
            query: bytes.extracting(head.query.offsets),
            language: bytes.extracting(head.language.offsets),
            at: state.moment,
            into: &state.out,
        )
        writeRest(reply, of: head, bytes, &state)
    }

    /// Notes a scan.
    /// - Returns: whether it will be counted.
    func record(
        _ answer: CachedAnswer,
        _ head: RequestHead,
        _ bytes: Span<UInt8>,
        _ state: borrowing LoopState,
        lead: ScanLead = ScanLead(),
    ) -> Bool {
        guard let recorder = state.recorder else { return false }
        let (address, country) = client(of: head, bytes)
        return recorder.record(
            code: answer.number,
            version: answer.version,
            at: state.moment.wall,
            marks: head.marks,
            address: address,
            country: country,
            userAgent: bytes.extracting(head.userAgent.offsets),
            referrer: bytes.extracting(head.referrer.offsets),
            language: bytes.extracting(head.language.offsets),
            lead: lead,
        )
    }

    /// Writes what stands behind the fields that are encoded already.
    func writeRest(
        _ reply: EncodedReply?,
        of head: RequestHead,
        _ bytes: Span<UInt8>,
        _ state: inout LoopState,
    ) {
        state.date.write(at: state.moment.wall, into: &state.out)
        writeRequestID(of: head, bytes, &state)
        if !head.keepsAlive || state.isDraining {
            state.out.write("\r\nConnection: close\r\n\r\n")
            connection.phase = .closing
        } else if head.isVersion10 {
            state.out.write("\r\nConnection: keep-alive\r\n\r\n")
        } else {
            state.out.write("\r\n\r\n")
        }
        if let reply, !head.marks.contains(.head) { state.out.write(reply.body) }
    }

    /// The only word of the request that comes back: in a header, and only where it has a form that harms nobody.
    private func writeRequestID(of head: RequestHead, _ bytes: Span<UInt8>, _ state: inout LoopState) {
        state.out.write("X-Request-Id: ")
        let given = bytes.extracting(head.requestID.offsets)
        if RequestIDSource.isSane(given) {
            state.out.write(given)
        } else {
            state.requestIDs.write(at: state.moment.wall, into: &state.out)
        }
    }
}
