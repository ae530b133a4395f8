// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a receiver answered to a POST.
package struct PostAnswer: Hashable, Sendable {
    /// The status.
    package let status: Int
    /// What `Retry-After` says, as it was sent.
    package let retryAfter: String?
    /// The beginning of the body.
    package let beginning: [UInt8]

    /// Makes an answer.
    package init(status: Int, retryAfter: String? = nil, beginning: [UInt8] = []) {
        self.status = status
        self.retryAfter = retryAfter
        self.beginning = beginning
    }
}

extension SafeFetcher {
    /// Sends a body with POST, to a public address alone and no further: redirects are answers like any other.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - url: An http or https URL.
    ///   - headers: Names and values of headers beside those of every request.
    ///   - limit: The most bytes of the answer that are read; the rest is left.
    /// - Returns: The answer, whatever its status.
    /// - Throws: ``FetchError``; a cancelled task gets ``FetchError/tooSlow(limit:)``.
    package func post(
        _ body: [UInt8],
        to url: String,
        headers: [(String, String)],
        limit: Int,
    ) async throws(FetchError) -> PostAnswer {
        let target = try FetchTarget(url, ports: policy.ports)
        return try await admitted { () async throws(FetchError) in
            try await self.visit(target) { try await self.post(body, $0, target, headers, limit: limit) }
        }
    }

    /// Why a URL is never asked, as far as that can be told without asking anybody; nil where it may be.
    ///
    /// A name is looked up when it is fetched: only addresses, and names that mean this machine, are judged here.
    package func objection(to url: String) -> FetchError? {
        do throws(FetchError) {
            let target = try FetchTarget(url, ports: policy.ports)
            // The dot behind a name, which says that it is whole.
            let host = target.host.hasSuffix(".") ? String(target.host.dropLast()) : target.host
            let isLocal = host == "localhost" || host.hasSuffix(".localhost")
            guard let address = isLocal ? HostAddress("127.0.0.1") : HostAddress(spelled: host) else { return nil }
            return policy.allows(address) ? nil : .unreachable
        } catch {
            return error
        }
    }

    private func post(
        _ body: [UInt8],
        _ client: HTTPClient,
        _ target: FetchTarget,
        _ headers: [(String, String)],
        limit: Int,
    ) async throws -> PostAnswer {
        var request = HTTPClientRequest(url: target.url)
        request.method = .POST
        request.headers = ["User-Agent": policy.userAgent, "Accept": "*/*", "Accept-Encoding": "identity"]
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, timeout: TimeAmount(policy.timeLimit))
        let retryAfter = response.headers.first(name: "Retry-After")
        let status = Int(response.status.code)
        return PostAnswer(
            status: status, retryAfter: retryAfter, beginning: try await beginning(of: response, limit: limit), )
    }

    private func beginning(of response: HTTPClientResponse, limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await part in response.body where bytes.count < limit {
            bytes += part.readableBytesView.prefix(limit - bytes.count)
            if bytes.count == limit { break }
        }
        // A cancelled body ends as if it were complete.
        try Task.checkCancellation()
        return bytes
    }
}
