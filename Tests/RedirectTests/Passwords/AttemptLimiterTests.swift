// SPDX-License-Identifier: Apache-2.0

import Scans
import Testing

@testable import Redirect

@Suite("how often passwords may be guessed")
struct AttemptLimiterTests {
    @Test("five from one address in five minutes, and then again")
    func perAddress() throws {
        var limiter = AttemptLimiter()
        let address = try #require(IPAddress("203.0.113.7"))
        for _ in 0..<5 { #expect(limiter.attempt(on: 1, from: address, at: 0) == nil) }
        #expect(limiter.attempt(on: 1, from: address, at: 1_000) == 299)
        #expect(limiter.attempt(on: 2, from: address, at: 1_000) == nil)
        #expect(limiter.attempt(on: 1, from: try #require(IPAddress("203.0.113.8")), at: 1_000) == nil)
        #expect(limiter.attempt(on: 1, from: address, at: 300_000) == nil)
    }

    @Test("the addresses of one IPv6 network are one")
    func networks() throws {
        var limiter = AttemptLimiter()
        for number in 1...5 {
            #expect(limiter.attempt(on: 1, from: try #require(IPAddress("2001:db8::\(number)")), at: 0) == nil)
        }
        #expect(limiter.attempt(on: 1, from: try #require(IPAddress("2001:db8::99")), at: 0) == 300)
        #expect(limiter.attempt(on: 1, from: try #require(IPAddress("2001:db8:0:1::1")), at: 0) == nil)
    }

    @Test("a hundred from everywhere, however many addresses there are")
    func perCode() throws {
        var limiter = AttemptLimiter()
        var allowed = 0
        for number in 0..<200 {
            let address = try #require(IPAddress("198.51.\(number / 100).\(number % 100)"))
            if limiter.attempt(on: 1, from: address, at: 0) == nil { allowed += 1 }
        }
        #expect(allowed == 100)
    }
}
