// SPDX-License-Identifier: Apache-2.0

import Scans

/// The head of a scan's request: where in the bytes its parts are.
///
/// Nothing is copied out of them.
struct RequestHead: Equatable {
    /// How many bytes the head has, the empty line included.
    var length = 0
    /// Whether it is HEAD, asks for privacy, or looks ahead.
    var marks: ScanMarks = []
    /// Whether the path is the id alone, which may name something else than a code.
    var isShortLink = false
    /// Whether the version is 1.0, not 1.1.
    var isVersion10 = false
    /// Whether the connection stays open behind the answer.
    var keepsAlive = true
    /// The id in the path.
    var id = ByteRange()
    /// What follows `?` in the target.
    var query = ByteRange()
    /// The value of `User-Agent`.
    var userAgent = ByteRange()
    /// The value of `Referer`.
    var referrer = ByteRange()
    /// The value of `Accept-Language`.
    var language = ByteRange()
    /// The value of `X-Forwarded-For`.
    var forwardedFor = ByteRange()
    /// The value of the header in which a CDN says the country.
    var country = ByteRange()
    /// The value of `X-Request-Id`.
    var requestID = ByteRange()
}

/// Some bytes of a request head, which has at most 16 KiB; empty for what the request does not have.
struct ByteRange: Equatable {
    /// The offset of the first one.
    var start: UInt16 = 0
    /// How many there are.
    var count: UInt16 = 0

    /// The offsets, counted from the first byte of the request.
    @inline(__always)
    var offsets: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// What the bytes at the beginning of a connection's input are.
enum ParsedHead: Equatable {
    /// The complete head of a scan's request.
    case scan(RequestHead)
    /// The beginning of what may become one.
    case incomplete
    /// Anything else: for the ordinary HTTP handlers to read.
    case foreign
}
