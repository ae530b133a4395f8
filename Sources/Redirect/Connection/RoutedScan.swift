// SPDX-License-Identifier: Apache-2.0

package import Scans

/// A scan that came through the ordinary router, with what its request says about the client.
package struct RoutedScan: Sendable {
    /// The id in the path, percent-encoding undone.
    package var id: String
    /// What followed `?` in the target, as sent; empty when there was nothing.
    package var query: String
    /// Whether the method was HEAD, the visitor asks for privacy, or the browser looks ahead.
    package var marks: ScanMarks
    /// The other end of the connection, see ``Scans/IPAddress/init(_:)-swift.init``.
    package var peer: IPAddress
    /// `X-Forwarded-For`, several lines joined with commas; believed only from a trusted proxy.
    package var forwardedFor: String
    /// `CF-IPCountry`, `X-Country-Code` or `CloudFront-Viewer-Country`; believed only from a trusted proxy.
    package var country: String
    /// `User-Agent`.
    package var userAgent: String
    /// `Referer`.
    package var referrer: String
    /// `Accept-Language`.
    package var language: String
    /// `Cookie`.
    package var cookies: String
    /// The form that a POST brought; nil for GET and HEAD.
    package var submission: Submission?

    /// A password that a scanner typed.
    package struct Submission: Sendable {
        /// The password, as sent.
        package var password: String
        /// Whether the form stood on a page of this server, as far as the browser tells (`Sec-Fetch-Site`).
        package var isOwn: Bool

        /// Makes a submission.
        package init(password: String, isOwn: Bool) {
            self.password = password
            self.isOwn = isOwn
        }
    }

    /// Makes a scan; what the request does not have is empty.
    package init(
        id: String,
        query: String = "",
        marks: ScanMarks = [],
        peer: IPAddress,
        forwardedFor: String = "",
        country: String = "",
        userAgent: String = "",
        referrer: String = "",
        language: String = "",
        cookies: String = "",
        submission: Submission? = nil,
    ) {
        self.id = id
        self.query = query
        self.marks = marks
        self.peer = peer
        self.forwardedFor = forwardedFor
        self.country = country
        self.userAgent = userAgent
        self.referrer = referrer
        self.language = language
        self.cookies = cookies
        self.submission = submission
    }
}
