// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Store
import Synchronization

/// Keeps an answer before its end is sent.
///
/// Holds the attempt as long as the answer is not sent: whoever drops it lets the attempt go.
final class KeptResponse: Sendable {
    private let repetitions: Repetitions
    private let attempt: RequestAttempt

    init(_ attempt: RequestAttempt, in repetitions: Repetitions) {
        self.attempt = attempt
        self.repetitions = repetitions
    }

    deinit { repetitions.end(attempt) }

    /// The same answer, kept where it is a success.
    ///
    /// `isDrawnAgain` says that a body which is too long to be kept is drawn anew for a repetition: that it was given is
    /// kept before it is sent then, so that whoever loses it on the way does not pay for another one.
    func keeping(_ response: Response, isDrawnAgain: Bool) async throws -> Response {
        guard response.status.code < 400 else { return response }
        guard let length = response.body.contentLength, length <= repetitions.longestBody else {
            guard isDrawnAgain else { return keepingWhileSent(response) }
            try await keep(response, nil)
            return response
        }
        let sink = AnswerSink(atMost: repetitions.longestBody)
        try await response.body.write(SinkWriter(sink: sink, writer: nil))
        try await keep(response, sink.bytes)
        var kept = response
        kept.body = ResponseBody(byteBuffer: ByteBuffer(bytes: sink.bytes ?? []))
        return kept
    }

    /// For answers that are made while they are sent, and make things meanwhile.
    private func keepingWhileSent(_ response: Response) -> Response {
        var kept = response
        kept.body = ResponseBody(contentLength: response.body.contentLength) { [self] writer in
            let sink = AnswerSink(atMost: repetitions.longestBody)
            try await RequestAttempt.$current.withValue(attempt) {
                try await response.body.write(SinkWriter(sink: sink, writer: writer))
            }
            try await keep(response, sink.bytes)
            // Whoever has the whole answer may repeat the request.
            repetitions.end(attempt)
            try await sink.finish(writer)
        }
        return kept
    }

    private func keep(_ response: Response, _ body: [UInt8]?) async throws {
        try await repetitions.keep(
            status: response.status.code, fields: response.headers.lines, body: body, of: attempt, )
    }
}

/// What was written of an answer.
private final class AnswerSink: Sendable {
    private struct State {
        var bytes: [UInt8]? = []
        var hasLostClient = false
        var trailers: HTTPFields?
        /// The last piece, which is sent when the answer is kept.
        var last: ByteBuffer?
    }

    private let longest: Int
    private let state = Mutex(State())

    init(atMost longest: Int) { self.longest = longest }

    /// The whole body; nil where it was too long to be kept.
    var bytes: [UInt8]? { state.withLock(\.bytes) }

    /// Takes a piece.
    /// - Returns: the piece before it, to be sent now; nil where there is none, or nobody to send it to.
    /// - Throws: where neither the client nor the memory of answers has a use for more.
    func take(_ part: ByteBuffer) throws -> ByteBuffer? {
        try state.withLock { state in
            if let count = state.bytes?.count, count + part.readableBytes <= longest {
                state.bytes?.append(contentsOf: part.readableBytesView)
            } else {
                state.bytes = nil
            }
            if state.hasLostClient, state.bytes == nil { throw CancellationError() }
            defer { state.last = part }
            return state.hasLostClient ? nil : state.last
        }
    }

    /// The client is gone: what it asked for is made to its end all the same, as it will ask again.
    func loseClient() { state.withLock { $0.hasLostClient = true } }

    /// Notes the end of the answer.
    func end(_ trailers: HTTPFields?) { state.withLock { $0.trailers = trailers } }

    /// Sends what was held back.
    func finish(_ writer: any ResponseBodyWriter) async throws {
        let (last, trailers, isLost) = state.withLock { ($0.last, $0.trailers, $0.hasLostClient) }
        guard !isLost else { throw CancellationError() }
        var writer = writer
        if let last { try await writer.write(last) }
        try await writer.finish(trailers)
    }
}

/// Writes to a sink, and to a client where there is one.
private struct SinkWriter: ResponseBodyWriter {
    let sink: AnswerSink
    var writer: (any ResponseBodyWriter)?

    mutating func write(_ buffer: ByteBuffer) async throws {
        guard let part = try sink.take(buffer) else { return }
        do {
            try await writer?.write(part)
        } catch {
            sink.loseClient()
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { sink.end(trailingHeaders) }
}

extension HTTPFields {
    /// All fields, a line each: name, colon, value.
    var lines: String { map { "\($0.name.rawName):\($0.value)" }.joined(separator: "\n") }

    /// Reads what ``lines`` gave.
    init(lines: String) {
        self.init()
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { continue }
            append(HTTPField(name: name, value: String(parts[1])))
        }
    }
}
