// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// Answers the scans that come through the ordinary router: the requests that the connections hand on, and those of
/// listeners that have no handler in front.
///
/// The same table, the same answers, the same journal.
package struct RedirectResponder: Sendable {
    private let core: RedirectCore

    /// Makes a responder beside the connections that use the same core.
    package init(core: RedirectCore) { self.core = core }

    /// Answers a scan, and notes it before it returns.
    /// - Returns: the reply. An answer to HEAD is sent with the reply's fields, `Content-Length` among them, and
    ///   without its body.
    package func answer(_ scan: RoutedScan) async -> RedirectReply {
        guard let id = CodeID(scan.id) else { return notice(.unknown) }
        guard case .answer(let answer) = await core.table.answer(for: id) else { return notice(.unavailable) }
        let moment = core.clock()
        if core.book.isScan(answer, at: moment) {
            core.recordFromRouter(scan, answer, at: moment)
        } else {
            core.routerCounters.countNotice(isUnavailable: false)
        }
        return core.book.reply(to: answer, query: Array(scan.query.utf8).span, at: moment)
    }

    private func notice(_ notice: Notice) -> RedirectReply {
        core.routerCounters.countNotice(isUnavailable: notice == .unavailable)
        return RedirectReply(.notice(notice), template: core.book.template)
    }
}
