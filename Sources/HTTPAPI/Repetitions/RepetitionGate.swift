// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Store

/// Sees to it that a creating request with an `Idempotency-Key` is done once, and that each repetition gets its answer.
struct RepetitionGate: Sendable {
    let repetitions: Repetitions
    let body: BodyReader

    /// Answers a request; one that names no key is simply done.
    func answer(_ call: Call, by caller: Principal, _ endpoint: any KeyedEndpoint) async throws -> Response {
        let names = call.request.headers[values: .idempotencyKey]
        guard let name = names.first else { return try await endpoint.answer(call, by: caller) }
        guard names.count == 1, Repetitions.isName(name) else {
            let detail = "Idempotency-Key is given once, and has 1 to 255 visible ASCII characters"
            throw Problem(.idempotencyKeyInvalid, detail)
        }
        var call = call
        let fingerprint = BodyFingerprint(call.request)
        call.context.fingerprint = fingerprint
        let account = caller.account.id
        switch try await repetitions.begin(name, of: account, fingerprint: { fingerprint.value }) {
        case .running:
            let detail = "a request with this Idempotency-Key is being done; send it again for its answer"
            throw Problem(.requestRunning, detail, headers: [.retryAfter: "1"])
        case .known(let request):
            let kept = request.answer.flatMap { repetitions.body(of: $0, to: name, of: account) }
            call.request = try await summedUp(call, isReadAgain: kept == nil && type(of: endpoint).drawsAgain)
            guard fingerprint.value == request.fingerprint else {
                let detail = "this Idempotency-Key came with another request before; give each request its own"
                throw Problem(.idempotencyKeyReused, detail)
            }
            return try await again(request, kept, call, by: caller, endpoint)
        case .new(let attempt):
            return try await first(attempt, call, by: caller, endpoint)
        }
    }

    /// Does the request, and keeps its answer.
    private func first(
        _ attempt: RequestAttempt,
        _ call: Call,
        by caller: Principal,
        _ endpoint: any KeyedEndpoint,
    ) async throws -> Response {
        let kept = KeptResponse(attempt, in: repetitions)
        let response = try await RequestAttempt.$current.withValue(attempt) {
            try await endpoint.answer(call, by: caller)
        }
        return try await kept.keeping(response, isDrawnAgain: type(of: endpoint).drawsAgain)
    }

    /// Reads the body to know the request again; nothing of it stays in memory unless somebody reads it after this.
    private func summedUp(_ call: Call, isReadAgain: Bool) async throws -> Request {
        guard isReadAgain else {
            try await body.readParts(call) { _ in }
            return call.request
        }
        let bytes = try await body.read(call)
        var head = call.request.head
        // It has come already: nobody is to be told to send it.
        head.headerFields[.expect] = nil
        return Request(head: head, body: RequestBody(buffer: bytes))
    }

    /// The kept answer or, where it was too long or was lost with the process that made it, one that is put together anew.
    private func again(
        _ request: RepeatedRequest,
        _ kept: [UInt8]?,
        _ call: Call,
        by caller: Principal,
        _ endpoint: any KeyedEndpoint,
    ) async throws -> Response {
        var response: Response
        if let answer = request.answer, let bytes = kept {
            response = Response(
                status: HTTPResponse.Status(code: answer.status),
                headers: HTTPFields(lines: answer.fields),
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)),
            )
        } else {
            response = try await endpoint.answer(again: request.made, to: call, by: caller)
        }
        response.headers[.idempotencyReplayed] = "true"
        return response
    }
}

extension KeyedEndpoint {
    /// Most answers are short, or cannot be made a second time.
    static var drawsAgain: Bool { false }

    /// Says what is known; for requests whose answer cannot be put together anew.
    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        throw Problem.answerLost(made)
    }
}

extension CodeLibrary {
    /// The code that an earlier request made.
    /// - Throws: a problem where it made none.
    func code(_ made: MadeThing?, of account: Account) async throws -> Code {
        guard let made, made.kind == .code else { throw Problem.answerLost(made) }
        return try await code(made.id, of: account)
    }
}

extension BulkJobs {
    /// The job that an earlier request made.
    /// - Throws: a problem where it made none, or where the job is gone.
    func job(_ made: MadeThing?, of account: AccountID) async throws -> BulkJob {
        guard let made, made.kind == .job else { throw Problem.answerLost(made) }
        let job = try await job(made.id, of: account)
        guard let job else { throw Problem.answerLost(made) }
        return job
    }
}

extension Problem {
    /// Words that a request was done, and that its answer cannot be given again.
    static func answerLost(_ made: MadeThing?) -> Problem {
        let thing =
            made.map { "it made the \($0.kind.rawValue) \($0.id.shortened(to: 400))" } ?? "what it made is there"
        return Problem(
            .answerLost, "this request was done before, and its answer was not kept: \(thing); nothing was done again",
        )
    }
}
