// SPDX-License-Identifier: Apache-2.0

import Codes

/// A reply as the bytes of HTTP/1.1, encoded once and copied for each scan.
struct EncodedReply: Sendable, Hashable {
    /// The status line and all header fields but `Date` and `Connection`, each with its CRLF; no empty line yet.
    let head: [UInt8]
    /// The body.
    let body: [UInt8]

    /// Encodes a reply.
    init(_ reply: RedirectReply) {
        var text = "HTTP/1.1 \(reply.status) \(Self.reason(of: reply.status))\r\n"
        for field in reply.fields { text += "\(field.name): \(field.value)\r\n" }
        head = Array(text.utf8)
        body = reply.body
    }

    /// RFC 9110, section 15, of the statuses that are sent.
    private static func reason(of status: Int) -> String {
        switch status {
        case 200: "OK"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 404: "Not Found"
        case 410: "Gone"
        case 503: "Service Unavailable"
        default: "Answer"
        }
    }
}

/// The bytes around the link of a plain redirect: all redirects of one status share them, so that a cached code keeps
/// nothing but its link.
struct RedirectFrame: Sendable, Hashable {
    /// The status line and `Location: `.
    let opening: [UInt8]
    /// The CRLF behind the link, and the fields that follow.
    let closing: [UInt8]

    /// Cuts an encoded redirect in two at its link.
    init(status: RedirectStatus, template: PageTemplate) {
        // A link that stands nowhere else in the reply.
        let mark = Array("http://link.invalid/".utf8)
        let target = RedirectTarget(status: status, location: String(decoding: mark, as: UTF8.self))
        let head = EncodedReply(RedirectReply(.redirect(target), template: template)).head
        let start = head.indices.first { head[$0...].starts(with: mark) } ?? head.endIndex
        opening = Array(head[..<start])
        closing = Array(head[start...].dropFirst(mark.count))
    }
}
