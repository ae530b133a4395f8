// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Reads the body of a request: so many bytes and so long, and no more.
struct BodyReader: Sendable {
    let limits: APILimits

    /// The whole body.
    /// - Throws: a problem: too large (said before the first byte is read where the length is known), too slow, or cut off.
    func read(_ call: Call) async throws -> ByteBuffer {
        let length = try announcedLength(call.request.headers)
        call.context.body.stage = .begun
        if call.request.headers[.expect]?.lowercased() == "100-continue" { Self.invite(call.context.channel) }
        let bytes = try await within(deadline(for: length)) { try await collect(call) }
        if let length, bytes.readableBytes < length {
            throw Problem(.bodyBroken, "the body has \(bytes.readableBytes) bytes; Content-Length says \(length)")
        }
        call.context.body.stage = .finished
        call.context.fingerprint?.add(bytes)
        return bytes
    }

    /// The body piece by piece, as it arrives; nothing of it is kept.
    /// - Throws: what ``read(_:)`` throws, and what `take` throws.
    func readParts(_ call: Call, _ take: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {
        let length = try announcedLength(call.request.headers)
        call.context.body.stage = .begun
        if call.request.headers[.expect]?.lowercased() == "100-continue" { Self.invite(call.context.channel) }
        let body = call.request.body
        let fingerprint = call.context.fingerprint
        let count = try await within(deadline(for: length)) {
            try await each(of: body) { part in
                fingerprint?.add(part)
                try await take(part)
            }
        }
        if let length, count < length {
            throw Problem(.bodyBroken, "the body has \(count) bytes; Content-Length says \(length)")
        }
        call.context.body.stage = .finished
    }

    /// What the head says about the length; nil for a chunked body.
    private func announcedLength(_ headers: HTTPFields) throws(Problem) -> Int? {
        guard let text = headers[.contentLength] else { return nil }
        guard let length = Int(text), length >= 0, headers[.transferEncoding] == nil else {
            throw Problem(.bodyBroken, "the head says two things about the length of the body, or no number")
        }
        guard length <= limits.bodyBytes else { throw tooLarge(length) }
        return length
    }

    /// Tells a caller that waits with its body to send it (RFC 9110 section 10.1.1): only now, when it is wanted.
    private static func invite(_ channel: any Channel) {
        channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
    }

    /// - Returns: how many bytes there were.
    private func each(of body: RequestBody, _ take: (ByteBuffer) async throws -> Void) async throws -> Int {
        var count = 0
        var parts = body.makeAsyncIterator()
        while true {
            let part: ByteBuffer?
            do {
                part = try await parts.next()
            } catch {
                throw Problem(.bodyBroken, "the connection failed before the body was complete")
            }
            guard let part else { return count }
            count += part.readableBytes
            guard count <= limits.bodyBytes else { throw tooLarge(nil) }
            try await take(part)
        }
    }

    private func collect(_ call: Call) async throws -> ByteBuffer {
        var collected = ByteBuffer()
        do {
            for try await var part in call.request.body {
                // Counted too, and not only announced: a chunked body announces nothing.
                let count = collected.readableBytes + part.readableBytes
                guard count <= limits.bodyBytes else { throw tooLarge(nil) }
                if count > LargeBodies.threshold, !call.context.body.holdsPlace {
                    call.context.body.hold(try await LargeBodies.ofProcess.enter())
                }
                if collected.readableBytes == 0 {
                    collected = part
                } else {
                    collected.writeBuffer(&part)
                }
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.bodyBroken, "the connection failed before the body was complete")
        }
        return collected
    }

    /// A body that is waited for outlives no deadline: the reading is cancelled, and the connection with it.
    private func within<Value: Sendable>(
        _ deadline: Duration,
        _ read: @escaping @Sendable () async throws -> Value,
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: read)
            group.addTask {
                try await Task.sleep(for: deadline)
                throw Problem(.bodyTimeout, "the body did not arrive within \(deadline)")
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    /// A body whose length is not announced gets the time of the largest.
    private func deadline(for length: Int?) -> Duration {
        limits.bodyDeadline + .seconds(Double(length ?? limits.bodyBytes) / Double(limits.bodyRate))
    }

    private func tooLarge(_ length: Int?) -> Problem {
        let size = length.map { "is \($0) bytes long" } ?? "is too long"
        return Problem(.bodyTooLarge, "the body \(size); at most \(limits.bodyBytes) bytes are allowed")
    }
}
