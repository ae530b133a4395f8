// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Fetches what strangers name by URL, without letting them reach what only this server can reach.
///
/// The host is resolved here, every one of its addresses is checked, and the connection goes to a checked address: a name
/// that means something else a moment later changes nothing. Redirects are followed here too, each checked like the
/// first URL. Bytes and time are limited, compressed bodies refused, and cookies and credentials neither kept nor sent.
package final class SafeFetcher: Sendable {
    let policy: FetchPolicy
    private let running = Mutex(0)

    /// Makes a fetcher.
    ///
    /// - Parameter policy: What it may do.
    package init(policy: FetchPolicy = FetchPolicy()) {
        self.policy = policy
    }

    /// Fetches a resource with GET.
    ///
    /// - Parameters:
    ///   - url: An http or https URL.
    ///   - limit: The most bytes of the body.
    /// - Returns: The body of the answer with status 200.
    /// - Throws: ``FetchError``; a cancelled task gets ``FetchError/tooSlow(limit:)``.
    package func fetch(_ url: String, limit: Int) async throws(FetchError) -> FetchedResource {
        let target = try FetchTarget(url, ports: policy.ports)
        return try await admitted { () async throws(FetchError) in try await self.follow(target, limit: limit) }
    }

    /// Does one piece of work within the limits of number and time.
    func admitted<Value: Sendable>(
        _ work: @escaping @Sendable () async throws(FetchError) -> Value
    ) async throws(FetchError) -> Value {
        let isAdmitted = running.withLock { running in
            guard running < policy.concurrencyLimit else { return false }
            running += 1
            return true
        }
        guard isAdmitted else { throw .busy }
        defer { running.withLock { $0 -= 1 } }
        return try await withTimeLimit(work)
    }

    private func withTimeLimit<Value: Sendable>(
        _ work: @escaping @Sendable () async throws(FetchError) -> Value
    ) async throws(FetchError) -> Value {
        let timeLimit = policy.timeLimit
        let result = await withTaskGroup(of: Result<Value, FetchError>.self) { group in
            group.addTask {
                do throws(FetchError) {
                    return .success(try await work())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: timeLimit)
                return .failure(.tooSlow(limit: timeLimit))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.tooSlow(limit: timeLimit))
        }
        return try result.get()
    }

    private func follow(_ first: FetchTarget, limit: Int) async throws(FetchError) -> FetchedResource {
        var target = first
        for _ in 0...policy.redirectLimit {
            let here = target
            switch try await visit(here, { try await self.ask($0, here, limit: limit) }) {
            case .resource(let resource): return resource
            case .redirect(let location): target = try target.redirected(to: location, ports: policy.ports)
            }
        }
        throw .tooManyRedirects(limit: policy.redirectLimit)
    }

    private enum Visit {
        case resource(FetchedResource)
        case redirect(String)
    }

    /// Asks one server, over a connection of its own to an address that was checked.
    func visit<Value: Sendable>(
        _ target: FetchTarget,
        _ ask: @Sendable (HTTPClient) async throws -> Value,
    ) async throws(FetchError) -> Value {
        let addresses = await policy.resolver.addresses(target.host)
        guard !addresses.isEmpty, addresses.allSatisfy(policy.allows), let first = addresses.first else {
            throw .unreachable
        }
        // Servers often have no route for IPv6 and yet its addresses in DNS.
        let address = addresses.first(where: \.isIPv4) ?? first
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(target, address))
        let outcome: Result<Value, FetchError>
        do {
            outcome = .success(try await ask(client))
        } catch let error as FetchError {
            outcome = .failure(error)
        } catch {
            outcome = .failure(Task.isCancelled ? .tooSlow(limit: policy.timeLimit) : .unreachable)
        }
        try? await client.shutdown()
        return try outcome.get()
    }

    /// A client that knows one host only, at one address; its certificate must still be for the host.
    private func configuration(_ target: FetchTarget, _ address: HostAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.dnsOverride = [target.host: address.text]
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        // Were the override not to match, the client would ask DNS again: the address that was reached has the last word.
        let policy = policy
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let reached = channel.remoteAddress?.ipAddress.flatMap { HostAddress($0) }
            guard let reached, reached.bits == address.bits, policy.allows(reached) else {
                return channel.eventLoop.makeFailedFuture(FetchError.unreachable)
            }
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        return configuration
    }

    private func ask(_ client: HTTPClient, _ target: FetchTarget, limit: Int) async throws -> Visit {
        var request = HTTPClientRequest(url: target.url)
        request.headers = ["User-Agent": policy.userAgent, "Accept": "*/*", "Accept-Encoding": "identity"]
        let response = try await client.execute(request, timeout: TimeAmount(policy.timeLimit))
        switch response.status.code {
        case 200: break
        case 301, 302, 303, 307, 308:
            guard let location = response.headers.first(name: "Location") else { fallthrough }
            return .redirect(location)
        default: throw FetchError.status(Int(response.status.code))
        }
        let encodings = response.headers[canonicalForm: "Content-Encoding"]
        guard encodings.allSatisfy({ $0.lowercased() == "identity" }) else { throw FetchError.compressed }
        let bytes = try await body(of: response, limit: limit)
        return .resource(FetchedResource(bytes: bytes, mediaType: mediaType(of: response)))
    }

    private func body(of response: HTTPClientResponse, limit: Int) async throws -> [UInt8] {
        let announced = response.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw FetchError.tooLarge(limit: limit) }
        var bytes: [UInt8] = []
        for try await part in response.body {
            guard bytes.count + part.readableBytes <= limit else { throw FetchError.tooLarge(limit: limit) }
            bytes += part.readableBytesView
        }
        // A cancelled body ends as if it were complete.
        try Task.checkCancellation()
        return bytes
    }

    private func mediaType(of response: HTTPClientResponse) -> String? {
        let field = response.headers.first(name: "Content-Type")?.split(separator: ";").first
        return field.map { $0.trimmingPrefix { $0 == " " }.prefix { $0 != " " }.lowercased() }
    }
}
