// SPDX-License-Identifier: Apache-2.0

import Codes

/// The answer of a code that is more than a plain redirect: it carries a body, forwards the query, or leads elsewhere
/// once it has ended.
final class SpecialAnswer: Sendable {
    /// What is answered until the code expires.
    let current: Prepared
    /// What is answered from then on; nil where that is the common page.
    let ended: Prepared?
    /// What decides until then where that depends on the scan; nil where it does not.
    let conditional: ConditionalAnswer?

    /// One answer and its bytes.
    struct Prepared: Sendable {
        /// What is answered.
        let answer: RedirectAnswer
        /// Its bytes, for an answer that does not depend on the request.
        let encoded: EncodedReply

        /// Encodes an answer.
        init(_ answer: RedirectAnswer, template: PageTemplate) {
            self.answer = answer
            encoded = EncodedReply(RedirectReply(answer, template: template))
        }
    }

    /// Puts both together.
    init(current: Prepared, ended: Prepared?, conditional: ConditionalAnswer? = nil) {
        self.conditional = conditional
        self.current = current
        self.ended = ended
    }

    /// Its bytes in memory, roughly: the encoded replies, and the texts that they were made of.
    var cost: Int {
        [current, ended].reduce(96 + (conditional?.cost ?? 0)) { sum, prepared in
            sum + 2 * ((prepared?.encoded.head.count ?? 0) + (prepared?.encoded.body.count ?? 0)) + 96
        }
    }
}
