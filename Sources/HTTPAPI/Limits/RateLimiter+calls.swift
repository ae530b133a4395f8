// SPDX-License-Identifier: Apache-2.0

import Codes
import Management

extension RateLimiter {
    /// Counts a call as a creating one, once its fields have said that it is.
    /// - Throws: ``CodeError/rateLimited(_:)``.
    func countCreation(in call: Call, by caller: Principal) throws(CodeError) {
        call.context.rates.note(try countCall(by: caller))
    }
}
