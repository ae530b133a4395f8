// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// The link to the next page of a list (RFC 8288).
enum PageLink {
    /// The same request for another page.
    static func next(_ request: Request, cursor: String) -> String {
        let kept = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        // What would end the link early is encoded; senders should have done it.
        let query = kept.joined(separator: "&").split(separator: ">", omittingEmptySubsequences: false)
        let path = request.uri.path.split(separator: ">", omittingEmptySubsequences: false).joined(separator: "%3E")
        let rest = (kept.isEmpty ? "" : query.joined(separator: "%3E") + "&") + "cursor=" + cursor
        return "<\(path)?\(rest)>; rel=\"next\""
    }
}
