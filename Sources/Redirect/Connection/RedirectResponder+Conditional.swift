// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Store
import Synchronization

extension RedirectResponder {
    /// Answers a scan of a code with rules, variants, sources, a limit or a password.
    func answer(
        _ scan: RoutedScan,
        _ answer: CachedAnswer,
        _ conditional: ConditionalAnswer,
        at moment: Moment,
    ) async -> RedirectReply {
        let address = core.clientAddress(of: scan)
        let template = core.book.pages.template(for: scan.language)
        var cookies: [RedirectReply.Field] = []
        if conditional.code.settings.password != nil {
            switch await admit(scan, conditional.code, from: address, at: moment) {
            case .asked(let question, let wait):
                core.routerCounters.countNotice(isUnavailable: false)
                return RedirectReply(question, wait: wait, template: template)
            case .admitted(let cookie): cookies = cookie.map { [RedirectReply.Field("Set-Cookie", $0)] } ?? []
            }
        }
        switch await take(scan, conditional) {
        case .taken: break
        case .none: return ended(scan, answer, conditional, template, at: moment)
        case .unknown:
            core.routerCounters.countNotice(isUnavailable: true)
            return RedirectReply(.notice(.unavailable), template: template)
        }
        let lead = conditional.plan.lead(traits(of: scan, from: address, at: moment))
        core.recordFromRouter(scan, answer, lead: lead.mark, at: moment)
        let reply = RedirectReply(conditional.answer(to: lead, at: moment), template: template)
        // 303: whatever the method was, the browser goes on with GET and takes no password along.
        let goesOn = (300..<400).contains(reply.status) && scan.submission != nil
        return reply.with(status: goesOn ? 303 : nil, fields: cookies)
    }

    private enum Admission {
        case admitted(cookie: String?)
        case asked(PasswordQuestion, wait: Int)
    }

    private func admit(_ scan: RoutedScan, _ code: Code, from address: IPAddress, at moment: Moment) async -> Admission
    {
        guard let gate = core.services.passwords else { return .asked(.later, wait: RedirectReply.retryAfter) }
        guard let submission = scan.submission else {
            return gate.lets(scan.cookies, pass: code, at: moment)
                ? .admitted(cookie: nil) : .asked(.first, wait: 0)
        }
        // A form on another site may not answer for its visitors.
        guard submission.isOwn else { return .asked(.first, wait: 0) }
        switch await gate.check(submission.password, for: code, from: address, at: moment) {
        case .right: return .admitted(cookie: gate.cookie(for: code, at: moment))
        case .wrong: return .asked(.again, wait: 0)
        case .later(let seconds): return .asked(.later, wait: seconds)
        }
    }

    private enum Taking {
        case taken, none, unknown
    }

    /// HEAD, known bots and browsers that fetch ahead look, and take nothing.
    ///
    /// They ask the store all the same: what this answer knows of an end is forgotten when the table loads the code again.
    private func take(_ scan: RoutedScan, _ conditional: ConditionalAnswer) async -> Taking {
        guard let limit = conditional.code.settings.scanLimit else { return .taken }
        guard !conditional.isExhausted.load(ordering: .relaxed) else { return .none }
        guard let limits = core.services.limits else { return .unknown }
        let code = conditional.code.number
        let looks = !scan.marks.isDisjoint(with: [.head, .ahead]) || BotSignatures.bundled.matches(scan.userAgent)
        do throws(StoreError) {
            let isTaken =
                looks
                ? try await limits.hasScanLeft(of: code, limit: limit)
                : try await limits.takeScan(of: code, limit: limit)
            if isTaken { return .taken }
        } catch {
            return .unknown
        }
        conditional.isExhausted.store(true, ordering: .relaxed)
        return .none
    }

    private func ended(
        _ scan: RoutedScan,
        _ answer: CachedAnswer,
        _ conditional: ConditionalAnswer,
        _ template: PageTemplate,
        at moment: Moment,
    ) -> RedirectReply {
        if conditional.ended.isScan {
            core.recordFromRouter(scan, answer, lead: .fallback, at: moment)
        } else {
            core.routerCounters.countNotice(isUnavailable: false)
        }
        return RedirectReply(conditional.ended, template: template)
    }

    private func traits(of scan: RoutedScan, from address: IPAddress, at moment: Moment) -> ScanTraits {
        ScanTraits(
            of: core.services,
            userAgent: scan.userAgent,
            language: scan.language,
            address: address,
            country: core.proxies.country(peer: scan.peer, header: Array(scan.country.utf8).span),
            moment: moment.wall,
            query: scan.query,
        )
    }
}
