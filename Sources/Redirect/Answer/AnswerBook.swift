// SPDX-License-Identifier: Apache-2.0

import Codes

/// Everything that answers have in common, encoded once: the frames of plain redirects and the pages of notices.
///
/// A class, so that using it retains one object and not every array in it.
final class AnswerBook: Sendable {
    /// Makes the pages.
    let pages: PageSet
    private let moved: RedirectFrame
    private let found: RedirectFrame
    private let temporary: RedirectFrame
    private let permanent: RedirectFrame
    /// The pages of each notice, by language.
    private let unknown: [EncodedReply]
    private let paused: [EncodedReply]
    private let ended: [EncodedReply]
    private let unavailable: [EncodedReply]

    /// Encodes everything in every language.
    init(pages: PageSet = PageSet()) {
        func notice(_ notice: Notice) -> [EncodedReply] {
            pages.templates.map { EncodedReply(RedirectReply(.notice(notice), template: $0)) }
        }
        self.pages = pages
        moved = RedirectFrame(status: .movedPermanently, template: pages.templates[0])
        found = RedirectFrame(status: .found, template: pages.templates[0])
        temporary = RedirectFrame(status: .temporaryRedirect, template: pages.templates[0])
        permanent = RedirectFrame(status: .permanentRedirect, template: pages.templates[0])
        unknown = notice(.unknown)
        paused = notice(.paused)
        ended = notice(.ended)
        unavailable = notice(.unavailable)
    }

    /// Whether an answer is a scan, see ``RedirectAnswer/isScan``.
    @inline(__always)
    func isScan(_ answer: CachedAnswer, at moment: Moment) -> Bool {
        switch answer.kind(at: moment) {
        case .moved, .found, .temporary, .permanent: true
        case .unknown, .paused, .ended: false
        case .special: answer.special?.prepared(hasExpired: answer.hasExpired(at: moment))?.answer.isScan ?? false
        }
    }

    /// Writes the status line, the header fields but `Date` and `Connection`, and says what body follows.
    @inline(__always)
    func writeHead(
        of answer: CachedAnswer,
        query: Span<UInt8>,
        language: Span<UInt8>,
        at moment: Moment,
        into out: inout AnswerBuffer,
    ) -> EncodedReply? {
        switch answer.kind(at: moment) {
        case .found: return write(found, answer, into: &out)
        case .moved: return write(moved, answer, into: &out)
        case .temporary: return write(temporary, answer, into: &out)
        case .permanent: return write(permanent, answer, into: &out)
        case .unknown: return write(unknown[pages.index(for: language)], into: &out)
        case .paused: return write(paused[pages.index(for: language)], into: &out)
        case .ended: return write(ended[pages.index(for: language)], into: &out)
        case .special: return writeSpecial(answer, query: query, language: language, at: moment, into: &out)
        }
    }

    /// Writes the same of the answer that there is none because the store does not answer.
    func writeUnavailable(language: Span<UInt8>, into out: inout AnswerBuffer) -> EncodedReply? {
        write(unavailable[pages.index(for: language)], into: &out)
    }

    /// Writes the same of an answer that was put together for one scan.
    func write(_ answer: RedirectAnswer, language: Span<UInt8>, into out: inout AnswerBuffer) -> EncodedReply? {
        guard case .redirect(let target) = answer else {
            return write(EncodedReply(RedirectReply(answer, template: pages.template(for: language))), into: &out)
        }
        let frame = frame(of: target.status)
        out.write(frame.opening)
        out.write(target.location.utf8.span)
        out.write(frame.closing)
        return nil
    }

    private func frame(of status: RedirectStatus) -> RedirectFrame {
        switch status {
        case .movedPermanently: moved
        case .found: found
        case .temporaryRedirect: temporary
        case .permanentRedirect: permanent
        }
    }

    @inline(__always)
    private func write(_ frame: RedirectFrame, _ answer: CachedAnswer, into out: inout AnswerBuffer) -> EncodedReply? {
        out.write(frame.opening)
        unsafe answer.withLink { unsafe out.write($0) }
        out.write(frame.closing)
        return nil
    }

    private func write(_ reply: EncodedReply, into out: inout AnswerBuffer) -> EncodedReply? {
        out.write(reply.head)
        return reply
    }

    private func writeSpecial(
        _ answer: CachedAnswer,
        query: Span<UInt8>,
        language: Span<UInt8>,
        at moment: Moment,
        into out: inout AnswerBuffer,
    ) -> EncodedReply? {
        guard let prepared = answer.special?.prepared(hasExpired: answer.hasExpired(at: moment)) else {
            return write(ended[pages.index(for: language)], into: &out)
        }
        switch prepared.answer {
        case .redirect(let target) where target.forwardsQuery && !query.isEmpty:
            return write(.redirect(target.adding(query)), language: language, into: &out)
        case .redirect, .file:
            return write(prepared.encoded, into: &out)
        case .page, .notice:
            // Put together for each scan: keeping every language of every text would take eight times the memory.
            return write(prepared.answer, language: language, into: &out)
        }
    }

    /// The same answer for the ordinary router.
    func reply(
        to answer: CachedAnswer,
        query: Span<UInt8>,
        language: Span<UInt8>,
        at moment: Moment,
    ) -> RedirectReply {
        let answered = self.answer(of: answer, at: moment)
        let template = pages.template(for: language)
        guard case .redirect(let target) = answered, target.forwardsQuery else {
            return RedirectReply(answered, template: template)
        }
        return RedirectReply(.redirect(target.adding(query)), template: template)
    }

    private func answer(of answer: CachedAnswer, at moment: Moment) -> RedirectAnswer {
        func redirect(_ status: RedirectStatus) -> RedirectAnswer {
            let link = unsafe answer.withLink { unsafe String(decoding: $0, as: UTF8.self) }
            return .redirect(RedirectTarget(status: status, location: link))
        }
        switch answer.kind(at: moment) {
        case .moved: return redirect(.movedPermanently)
        case .found: return redirect(.found)
        case .temporary: return redirect(.temporaryRedirect)
        case .permanent: return redirect(.permanentRedirect)
        case .unknown: return .notice(.unknown)
        case .paused: return .notice(.paused)
        case .ended: return .notice(.ended)
        case .special:
            let prepared = answer.special?.prepared(hasExpired: answer.hasExpired(at: moment))
            return prepared?.answer ?? .notice(.ended)
        }
    }
}

extension SpecialAnswer {
    /// The side of the expiry that holds; nil where that is the common page.
    func prepared(hasExpired: Bool) -> Prepared? { hasExpired ? ended : current }
}

extension RedirectTarget {
    /// The target with a scan's query added to its link.
    func adding(_ query: Span<UInt8>) -> RedirectTarget {
        let link = ForwardedQuery.add(query, to: location.utf8)
        return RedirectTarget(status: status, location: String(decoding: link, as: UTF8.self))
    }
}
