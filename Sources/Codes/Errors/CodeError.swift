// SPDX-License-Identifier: Apache-2.0

/// Why a rule of the domain refused something.
///
/// A value without HTTP: each dialect words it in its own way.
package enum CodeError: Error, Sendable, Hashable {
    /// Fields are missing, unknown, of the wrong type or not allowed; never empty.
    case invalid([FieldFault])
    /// The slug belongs to a code already, of this or another account.
    case slugTaken(String)
    /// No such code in this account, or it was deleted.
    case notFound(String)
    /// The caller edits a version that is no longer the current one.
    case versionMismatch(current: Int)
    /// The code may not be changed so.
    case locked(CodeLock)
    /// The account's plan allows no more codes.
    case codeLimitReached(plan: String, limit: Int)
    /// The account's plan allows fewer renders in this month.
    case quotaExceeded(QuotaExcess)
    /// More was asked for in a short time than is allowed.
    case rateLimited(RateReading)
    /// The account's plan does not allow such a picture; never empty.
    case planExceeded([PlanFault])
    /// The account's plan has no batches; `upgrade` is the smallest plan that has, if there is any.
    case noBatches(plan: String, upgrade: String?)
    /// The account's plan allows fewer items in one batch.
    case batchTooLarge(plan: String, most: Int, given: Int)

    /// An error of one faulty field.
    package static func invalid(_ pointer: String, _ detail: String, kind: FieldFault.Kind = .invalid) -> CodeError {
        .invalid([FieldFault(pointer, detail, kind: kind)])
    }
}

/// Renders that a month's quota has no room for.
package struct QuotaExcess: Sendable, Hashable {
    /// How many were wanted.
    package let wanted: Int
    /// How many the month has had.
    package let used: Int
    /// How many the plan allows a month.
    package let quota: Int
    /// How long it is until the next month begins.
    package let timeLeft: Duration

    /// Puts together what was wanted and what there is.
    package init(wanted: Int, used: Int, quota: Int, timeLeft: Duration) {
        self.wanted = wanted
        self.used = used
        self.quota = quota
        self.timeLeft = timeLeft
    }
}
