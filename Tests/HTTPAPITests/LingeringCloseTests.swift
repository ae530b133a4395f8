// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPAPI

@Suite("lingering before a close")
struct LingeringCloseTests {
    private static let time = Duration.seconds(5)

    /// A connection that lingers, and the task that waits for its end.
    private func connection() async throws -> (channel: NIOAsyncTestingChannel, ending: LingeringClose) {
        let channel = NIOAsyncTestingChannel()
        try await channel.testingEventLoop.executeInContext {
            try channel.pipeline.syncOperations.addHandler(InputEnd())
        }
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
        return (channel, LingeringClose(channel: channel, time: Self.time))
    }

    private func sayEnd(_ channel: NIOAsyncTestingChannel) async throws {
        try await channel.testingEventLoop.executeInContext {
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    @Test("who has said before that nothing more will come is not waited for")
    func endedBefore() async throws {
        let (channel, ending) = try await connection()
        try await sayEnd(channel)
        ending.begin()
        await #expect(throws: LingeringClose.Ended.self) { try await ending.end() }
        #expect(!channel.isActive)
    }

    @Test("an end that comes ahead of the answer does not take the answer away")
    func endsBetween() async throws {
        let (channel, ending) = try await connection()
        ending.begin()
        try await sayEnd(channel)
        #expect(channel.isActive)
        await #expect(throws: LingeringClose.Ended.self) { try await ending.end() }
        #expect(!channel.isActive)
    }

    @Test("who goes on sending is cut off when the time is up")
    func goesOn() async throws {
        let (channel, ending) = try await connection()
        ending.begin()
        let end = Task { try await ending.end() }
        try await channel.writeInbound(ByteBuffer(string: "more"))
        await channel.testingEventLoop.advanceTime(by: .seconds(4))
        #expect(channel.isActive)
        await channel.testingEventLoop.advanceTime(by: .seconds(1))
        await #expect(throws: LingeringClose.Ended.self) { try await end.value }
        #expect(!channel.isActive)
    }
}
