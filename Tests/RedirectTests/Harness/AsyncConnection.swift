// SPDX-License-Identifier: Apache-2.0

import Codes
import NIOCore
import NIOEmbedded
import Scans

@testable import Redirect

/// A connection whose codes are not loaded yet: loads come back from other threads, as they do in a server.
final class AsyncConnection: Sendable {
    let fixture = TableFixture()
    let scans = NotedScans()
    let core: RedirectCore
    let channel = NIOAsyncTestingChannel()

    init(_ codes: Code...) async throws {
        for code in codes { fixture.store.put(code) }
        core = RedirectCore(
            table: fixture.table,
            proxies: TrustedProxies(),
            clock: fixture.clock.clock,
            logger: LogLines().logger,
            makeRecorder: { [scans] in try scans.makeRecorder() },
        )
        let address = try SocketAddress(ipAddress: "203.0.113.7", port: 4_711)
        try await channel.testingEventLoop.executeInContext { [core, channel] in
            try channel.pipeline.syncOperations.addHandler(RedirectHandler(core: core))
        }
        try await channel.connect(to: address).get()
    }

    /// Lets text come in.
    func send(_ text: String) async throws { try await channel.writeInbound(ByteBuffer(string: text)) }

    /// What has been sent since this was asked last.
    func sent() async throws -> String {
        var text = ""
        while let bytes = try await channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
        return text
    }

    /// Waits until that many answers have been sent.
    func answers(_ count: Int) async throws -> [String] {
        var text = ""
        while RedirectTests.answers(in: text).count < count {
            await channel.testingEventLoop.run()
            text += try await sent()
            await Task.yield()
        }
        return RedirectTests.answers(in: text)
    }
}
