// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// Everything that answers at one path.
///
/// Hummingbird's router knows paths and methods together, and takes a known path with an unknown method for an unknown
/// path. A resource is registered for every method instead, and says itself which it has: 405 with `Allow`, `OPTIONS`
/// and `HEAD` follow from the table.
struct Resource: HTTPResponder {
    /// Who answers a method.
    enum Operation: Sendable {
        case open(any Endpoint)
        case keyed(any KeyedEndpoint)
    }

    /// The methods that a request may have at all (RFC 9110 section 9.1, RFC 5789); `CONNECT` is for proxies.
    static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]

    private let operations: [HTTPRequest.Method: Operation]
    private let gate: KeyGate
    private let repetition: RepetitionGate
    private let allow: String

    init(_ operations: [HTTPRequest.Method: Operation], gate: KeyGate, repetition: RepetitionGate) {
        var operations = operations
        if operations[.head] == nil { operations[.head] = operations[.get] }
        self.operations = operations
        self.gate = gate
        self.repetition = repetition
        let methods = Self.methods.filter { operations[$0] != nil || $0 == .options }
        allow = methods.map(\.rawValue).joined(separator: ", ")
    }

    func respond(to request: Request, context: APIContext) async throws -> Response {
        guard let operation = operations[request.method] else {
            if request.method == .options { return .empty(.noContent, headers: [.allow: allow]) }
            let detail = "\(request.method.rawValue) is not allowed here; allowed are \(allow)"
            throw Problem(.methodNotAllowed, detail, headers: [.allow: allow])
        }
        let response = try await answer(Call(request: request, context: context), operation)
        return request.method == .head ? response.withoutBody : response
    }

    private func answer(_ call: Call, _ operation: Operation) async throws -> Response {
        switch operation {
        case .open(let endpoint): return try await endpoint.answer(call)
        case .keyed(let endpoint):
            let caller = try await gate.admit(call, to: type(of: endpoint))
            var response =
                type(of: endpoint).kind.isRepeatable
                ? try await repetition.answer(call, by: caller, endpoint) : try await endpoint.answer(call, by: caller)
            response.headers.tell(call.context.rates.all)
            return response
        }
    }
}
