// SPDX-License-Identifier: Apache-2.0

import Codes
import NIOCore
import Scans

extension RedirectHandler {
    /// One working through of the bytes at hand.
    struct Turn {
        let context: ChannelHandlerContext
        let loop: LoopState
        let moment: Moment
        /// The loop's buffer, taken out of its object for the while: every write to a property of an object is checked for
        /// exclusive access.
        var out = ByteBuffer()
    }

    /// Answers the complete requests at hand, several with one flush, and does what follows from the state that leaves.
    ///
    /// `loaded` is what came of the load that the connection waits for.
    func process(_ context: ChannelHandlerContext, loaded: TableShard.Loaded? = nil) {
        // A flush can tell of writability in the middle of it; the loop below sees what that changed.
        guard !isProcessing, let loop else { return }
        isProcessing = true
        var turn = Turn(context: context, loop: loop, moment: core.clock())
        swap(&turn.out, &loop.out)
        if input.readableBytes > 0 { lastActivity = turn.moment.uptime }
        var loaded = loaded
        repeat {
            turn.out.clear()
            // Taken out for the while: a class's property cannot lend its bytes for longer than an expression.
            var bytes = input
            input = ByteBuffer()
            if let answer = loaded.take() { finishWaiting(answer, &bytes, &turn) }
            fillBatch(&bytes, &turn)
            // An empty one is let go of, so that the channel can use it for its next read.
            if bytes.readableBytes > 0 { input = bytes }
            flush(turn)
        } while isReading && isWritable && turn.out.readableBytes >= core.settings.maximumBatch
        swap(&turn.out, &loop.out)
        isProcessing = false
        settle(context)
    }

    private var isReading: Bool { if case .reading = phase { true } else { false } }

    private func fillBatch(_ bytes: inout ByteBuffer, _ turn: inout Turn) {
        while isReading, isWritable, bytes.readableBytes > 0, turn.out.readableBytes < core.settings.maximumBatch {
            guard mayHoldHead(bytes) else { return }
            switch RequestHeadParser.parse(bytes.readableBytesUInt8Span) {
            case .scan(let head):
                headBegan = nil
                searched = 0
                answer(head, &bytes, &turn)
            case .incomplete:
                searched = bytes.readableBytes
                beginHead(turn.context, at: turn.moment)
                return
            case .foreign:
                phase = .handingOn
            }
        }
    }

    /// Whether parsing is worth its while: the head that was incomplete last time may have ended since.
    ///
    /// Without this a client that sends single bytes would have each of them paid with a parse of all that came
    /// before.
    private func mayHoldHead(_ request: ByteBuffer) -> Bool {
        guard searched > 0 else { return true }
        let bytes = request.readableBytesUInt8Span
        guard bytes.count <= RequestHeadParser.longestHead else { return true }
        // An empty line ends a head: a line feed behind a line feed, or whatever follows a carriage return behind one.
        for index in max(searched - 2, 1)..<bytes.count {
            let (before, last) = (bytes[index - 1], bytes[index])
            if before == UInt8(ascii: "\n"), last == UInt8(ascii: "\n") { return true }
            if before == UInt8(ascii: "\r"), index >= 2, bytes[index - 2] == UInt8(ascii: "\n") { return true }
        }
        searched = bytes.count
        return false
    }

    private func answer(_ head: RequestHead, _ bytes: inout ByteBuffer, _ turn: inout Turn) {
        let found = core.table.find(bytes.readableBytesUInt8Span.extracting(head.id.offsets), at: turn.moment)
        guard let found else { return wait(for: head, bytes, turn) }
        // Rules, limits and passwords take time and headers that are not read here: the ordinary router has both.
        guard found.conditional(at: turn.moment) == nil else {
            phase = .handingOn
            return
        }
        write(found, to: head, bytes, &turn)
        bytes.moveReaderIndex(forwardBy: head.length)
    }

    private func wait(for head: RequestHead, _ request: ByteBuffer, _ turn: Turn) {
        let word = request.readableBytesView.dropFirst(Int(head.id.start)).prefix(Int(head.id.count))
        // The parser lets nothing through that is no id.
        guard let id = CodeID(String(decoding: word, as: UTF8.self)) else {
            phase = .handingOn
            return
        }
        phase = .waiting(head)
        turn.loop.counters.countMiss()
        let handler = NIOLoopBound(self, eventLoop: turn.context.eventLoop)
        core.table.request(id) { loaded in
            handler.eventLoop.execute { handler.value.resume(loaded) }
        }
    }

    private func resume(_ loaded: TableShard.Loaded) {
        // The connection may have ended meanwhile: nobody is answered then, and nothing is noted.
        guard case .waiting = phase, let context else { return }
        process(context, loaded: loaded)
    }

    private func finishWaiting(_ loaded: TableShard.Loaded, _ bytes: inout ByteBuffer, _ turn: inout Turn) {
        guard case .waiting(let head) = phase else { return }
        phase = .reading
        switch loaded {
        case .answer(let answer) where answer.conditional(at: turn.moment) != nil:
            phase = .handingOn
            return
        case .answer(let answer): write(answer, to: head, bytes, &turn)
        case .unavailable:
            turn.loop.counters.countNotice(isUnavailable: true)
            let language = bytes.readableBytesUInt8Span.extracting(head.language.offsets)
            writeRest(core.book.writeUnavailable(language: language, into: &turn.out), of: head, bytes, &turn)
        }
        bytes.moveReaderIndex(forwardBy: head.length)
    }

    /// Notes the scan, then writes its answer: in this order, so that no answered scan can be lost.
    private func write(_ answer: CachedAnswer, to head: RequestHead, _ request: ByteBuffer, _ turn: inout Turn) {
        if core.book.isScan(answer, at: turn.moment) {
            turn.loop.counters.countScan(isRecorded: record(answer, head, request, turn))
        } else {
            turn.loop.counters.countNotice(isUnavailable: false)
        }
        let query = request.readableBytesUInt8Span.extracting(head.query.offsets)
        let language = request.readableBytesUInt8Span.extracting(head.language.offsets)
        let reply = core.book.writeHead(
            of: answer,
            query: query,
            language: language,
            at: turn.moment,
            into: &turn.out,
        )
        writeRest(reply, of: head, request, &turn)
    }

    private func record(_ answer: CachedAnswer, _ head: RequestHead, _ request: ByteBuffer, _ turn: Turn) -> Bool {
        guard let recorder = turn.loop.recorder, let peer else { return false }
        let bytes = request.readableBytesUInt8Span
        var address = peer.address
        var country: CountryCode?
        if peer.isTrusted {
            address = core.proxies.clientAddress(
                peer: address,
                forwardedFor: bytes.extracting(head.forwardedFor.offsets),
            )
            country = core.proxies.country(peer: peer.address, header: bytes.extracting(head.country.offsets))
        }
        return recorder.record(
            code: answer.number,
            version: answer.version,
            at: turn.moment.wall,
            isHead: head.isHead,
            asksForPrivacy: head.asksForPrivacy,
            address: address,
            country: country,
            userAgent: bytes.extracting(head.userAgent.offsets),
            referrer: bytes.extracting(head.referrer.offsets),
            language: bytes.extracting(head.language.offsets),
            lead: ScanLead(),
        )
    }

    /// Writes what stands behind the fields that are encoded already.
    private func writeRest(_ reply: EncodedReply?, of head: RequestHead, _ request: ByteBuffer, _ turn: inout Turn) {
        turn.loop.date.write(at: turn.moment.wall, into: &turn.out)
        writeRequestID(of: head, request, &turn)
        if !head.keepsAlive || isDraining {
            turn.out.writeStaticString("\r\nConnection: close\r\n\r\n")
            phase = .closing
        } else if head.isVersion10 {
            turn.out.writeStaticString("\r\nConnection: keep-alive\r\n\r\n")
        } else {
            turn.out.writeStaticString("\r\n\r\n")
        }
        if let reply, !head.isHead { turn.out.writeBytes(reply.body) }
    }

    /// The only word of the request that comes back: in a header, and only where it has a form that harms nobody.
    private func writeRequestID(of head: RequestHead, _ request: ByteBuffer, _ turn: inout Turn) {
        turn.out.writeStaticString("X-Request-Id: ")
        let given = request.readableBytesUInt8Span.extracting(head.requestID.offsets)
        if RequestIDSource.isSane(given) {
            unsafe turn.out.writeBytes(given.bytes)
        } else {
            turn.loop.requestIDs.write(at: turn.moment.wall, into: &turn.out)
        }
    }

    private func flush(_ turn: Turn) {
        guard turn.out.readableBytes > 0 else { return }
        turn.loop.recorder?.endBatch()
        turn.context.writeAndFlush(wrapOutboundOut(turn.out), promise: nil)
    }
}
