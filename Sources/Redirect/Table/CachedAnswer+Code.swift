// SPDX-License-Identifier: Apache-2.0

import Codes

extension CachedAnswer.Content {
    /// What an entry says of a code; nil for an unknown id.
    init(_ code: Code?, template: PageTemplate) {
        guard let code else {
            self.init(kind: .unknown)
            return
        }
        let expiresAt = code.deletedAt == nil ? code.settings.expiresAt : nil
        // Both sides of the expiry are decided now, by the same pure function that decides everything else.
        let current = RedirectAnswer(to: code, at: Timestamp(milliseconds: .min))
        let ended = expiresAt.map { RedirectAnswer(to: code, at: $0) } ?? .notice(.ended)
        self.init(number: code.number, version: code.version, expiresAt: expiresAt, kind: .special)
        let conditional = current.isScan && code.deletedAt == nil ? ConditionalAnswer(code) : nil
        if conditional == nil, ended == .notice(.ended), let plain = Self.plainKind(of: current) {
            kind = plain
            if case .redirect(let target) = current { link = target.location }
        } else {
            special = SpecialAnswer(
                current: SpecialAnswer.Prepared(current, template: template),
                ended: ended == .notice(.ended) ? nil : SpecialAnswer.Prepared(ended, template: template),
                conditional: conditional,
            )
        }
    }

    private static func plainKind(of answer: RedirectAnswer) -> CachedAnswer.Kind? {
        switch answer {
        case .notice(.paused): .paused
        case .notice(.ended): .ended
        case .redirect(let target) where !target.forwardsQuery:
            switch target.status {
            case .movedPermanently: .moved
            case .found: .found
            case .temporaryRedirect: .temporary
            case .permanentRedirect: .permanent
            }
        default: nil
        }
    }
}
