// SPDX-License-Identifier: Apache-2.0

import Codes
package import Scans

/// Answers the scans that come through the ordinary router: the requests that the connections hand on, and those of
/// listeners that have no handler in front.
///
/// The same table, the same answers, the same journal.
package struct RedirectResponder: Sendable {
    let core: RedirectCore

    /// Makes a responder beside the connections that use the same core.
    package init(core: RedirectCore) { self.core = core }

    /// Who sends a request, as far as bounds by address tell clients apart; proxies are believed as for scans.
    package func clientNetwork(peer: IPAddress, forwardedFor: String) -> UInt128 {
        core.proxies.clientAddress(peer: peer, forwardedFor: Array(forwardedFor.utf8).span).clientNetwork
    }

    /// Whether there is a code of this id, or was one; taken for one where the store does not answer.
    package func knows(_ id: String) async -> Bool {
        guard let id = CodeID(id), !ReservedSlugs.contains(id.text) else { return false }
        guard case .answer(let answer) = await core.table.answer(for: id) else { return true }
        return !answer.isUnknown
    }

    /// Whether an id's code asks for a password: only such a code takes what a form sends.
    package func takesForms(_ id: String) async -> Bool {
        guard let id = CodeID(id), case .answer(let answer) = await core.table.answer(for: id) else { return false }
        return answer.conditional(at: core.clock())?.code.settings.password != nil
    }

    /// Answers a scan, and notes it before it returns.
    /// - Returns: the reply. An answer to HEAD is sent with the reply's fields, `Content-Length` among them, and
    ///   without its body.
    package func answer(_ scan: RoutedScan) async -> RedirectReply {
        guard let id = CodeID(scan.id) else { return notice(.unknown, to: scan) }
        guard case .answer(let answer) = await core.table.answer(for: id) else {
            return notice(.unavailable, to: scan)
        }
        let moment = core.clock()
        if let conditional = answer.conditional(at: moment) {
            return await self.answer(scan, answer, conditional, at: moment)
        }
        if core.book.isScan(answer, at: moment) {
            core.recordFromRouter(scan, answer, lead: answer.lead(at: moment), at: moment)
        } else {
            core.routerCounters.countNotice(isUnavailable: false)
        }
        return core.book.reply(
            to: answer,
            query: Array(scan.query.utf8).span,
            language: Array(scan.language.utf8).span,
            at: moment,
        )
    }

    private func notice(_ notice: Notice, to scan: RoutedScan) -> RedirectReply {
        core.routerCounters.countNotice(isUnavailable: notice == .unavailable)
        return RedirectReply(.notice(notice), template: core.book.pages.template(for: scan.language))
    }
}
