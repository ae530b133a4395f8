// SPDX-License-Identifier: Apache-2.0

/// Why a resource on the web was not fetched.
///
/// Nobody learns from an error what is on our side of the network: a private address, a name that does not exist and a
/// server that does not answer are all ``unreachable``.
package enum FetchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is no http or https URL with a host, or is longer than 2,048 bytes.
    case malformedURL
    /// The URL holds a user name or a password.
    case credentials
    /// The URL names a port that is not allowed.
    case portNotAllowed(Int)
    /// No public address, or no connection to it.
    case unreachable
    /// More redirects than are followed.
    case tooManyRedirects(limit: Int)
    /// The answer has another status than 200.
    case status(Int)
    /// The body has more bytes than may be read.
    case tooLarge(limit: Int)
    /// The body is compressed although it was not to be.
    case compressed
    /// Not all of it came within the time.
    case tooSlow(limit: Duration)
    /// Too many resources are being fetched at this moment.
    case busy

    /// What was wrong and what is allowed, without a full stop.
    package var description: String {
        switch self {
        case .malformedURL: "it is no URL that can be fetched; allowed: http or https, a host, at most 2048 bytes"
        case .credentials: "its URL holds credentials; remove the part before @"
        case .portNotAllowed(let port): "its URL names port \(port); allowed: 80 and 443, or none"
        case .unreachable: "its server cannot be reached; allowed: servers with public internet addresses"
        case .tooManyRedirects(let limit): "it is redirected too often; allowed: \(limit) redirects"
        case .status(let status): "its server answered with status \(status); allowed: 200"
        case .tooLarge(let limit): "it is too large; allowed: at most \(limit) bytes"
        case .compressed: "its server sent it compressed; allowed: no Content-Encoding"
        case .tooSlow(let limit): "its server took too long; allowed: \(limit.components.seconds) seconds in all"
        case .busy: "too many resources are being fetched now; try again"
        }
    }
}
