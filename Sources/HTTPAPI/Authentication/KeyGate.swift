// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management

/// Lets callers in by their key, before anything of their request is read.
struct KeyGate: Sendable {
    let authenticator: Authenticator
    let limiter: RateLimiter

    /// Who is calling, once the call is counted.
    /// - Throws: a 401 problem when there is no valid key, a 403 problem when the key lacks the scope, a 429 problem when
    ///   the key has made too many calls.
    func admit(_ call: Call, to endpoint: any KeyedEndpoint.Type) async throws -> Principal {
        let caller = try await caller(call.request, scope: endpoint.scope)
        let isCounted = endpoint.kind.isCounted
        call.context.rates.note(isCounted ? try limiter.countCall(by: caller) : limiter.standing(of: caller))
        return caller
    }

    private func caller(_ request: Request, scope: Scope) async throws -> Principal {
        let presented = try Credentials(presentedIn: request.headers)
        guard let caller = try await authenticator.principal(presented) else {
            throw Self.refusal("the API key is unknown or has ended, or belongs to another client-id")
        }
        guard caller.key.scopes.contains(scope) else {
            let scopes = caller.key.scopes.map(\.rawValue).sorted().joined(separator: ", ")
            let detail = "this needs the scope \(scope.rawValue); the key \(caller.key.prefix) has \(scopes)"
            throw Problem(.scopeMissing, detail)
        }
        return caller
    }

    /// The 401 with the challenge that RFC 9110 section 11.6.1 asks for.
    static func refusal(_ detail: String) -> Problem {
        Problem(.unauthenticated, detail, headers: [.wwwAuthenticate: "Bearer realm=\"waymark\""])
    }
}

extension Credentials {
    /// Reads the three forms in which a key may be sent.
    ///
    /// Whoever sends several has to send the same key in all of them: which one counts must not depend on the reader.
    /// - Throws: a 401 problem when there is none, they differ, or one is malformed.
    init(presentedIn headers: HTTPFields) throws(Problem) {
        var secrets: [String] = []
        if let token = headers[.authorization].flatMap(Self.bearer) { secrets.append(token) }
        if let key = headers[.xAPIKey] { secrets.append(key) }
        let clientID = headers[.clientID]
        if let key = headers[.apiKey] {
            guard clientID != nil else { throw KeyGate.refusal("api-key needs client-id beside it") }
            secrets.append(key)
        }
        guard let secret = secrets.first else {
            throw KeyGate.refusal("no API key was sent; \(Self.forms)")
        }
        guard secrets.allSatisfy({ $0 == secret }) else {
            throw KeyGate.refusal("several API keys were sent, and they differ; send one")
        }
        self.init(secret: secret, clientID: clientID)
    }

    private static let forms = "send Authorization: Bearer KEY, X-Api-Key: KEY, or client-id and api-key together"

    /// The token of RFC 6750 section 2.1, or nil where the scheme is another: a proxy in front may ask for its own.
    private static func bearer(_ value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1)
        // The scheme's letters may be of either case (RFC 9110 section 11.1).
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
