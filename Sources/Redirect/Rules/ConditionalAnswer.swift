// SPDX-License-Identifier: Apache-2.0

import Codes
import Synchronization

/// What is kept of a code whose answer depends on the scan: it has rules, variants, sources, a limit or a password.
final class ConditionalAnswer: Sendable {
    /// The code.
    let code: Code
    /// Where it leads.
    let plan: LeadPlan
    /// What is answered when the limit is reached.
    let ended: RedirectAnswer
    /// The limit was reached; an edit that raises it makes a new entry.
    let isExhausted = Atomic<Bool>(false)

    /// Keeps a code.
    /// - Returns: nil for a code whose answer is the same for every scan.
    init?(_ code: Code) {
        guard code.isConditional else { return nil }
        self.code = code
        plan = LeadPlan(code)
        ended = RedirectAnswer(ended: code)
    }

    /// Whether a scan can be answered without waiting for a count of scans or a check of a password.
    var answersAtOnce: Bool { code.settings.scanLimit == nil && code.settings.password == nil }

    /// What a scan is answered with where it was led; without a link it is the code's own answer.
    func answer(to lead: LeadPlan.Lead, at moment: Moment) -> RedirectAnswer {
        guard let location = lead.location else { return RedirectAnswer(to: code, at: moment.wall) }
        return .redirect(RedirectTarget(status: code.settings.redirectStatus, location: location))
    }

    /// Its bytes in memory, roughly.
    var cost: Int { 512 + code.payload.text.utf8.count + 256 * code.settings.routing.rules.count }
}

extension Code {
    /// Whether the answer of a scan depends on more than the moment.
    var isConditional: Bool {
        !settings.routing.isPlain || settings.scanLimit != nil || settings.password != nil
    }
}
