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
    /// The code is encrypted or has a password: it is not edited by naming a destination alone.
    case locked
    /// The account's plan allows no more codes.
    case codeLimitReached(plan: String, limit: Int)

    /// An error of one faulty field.
    package static func invalid(_ pointer: String, _ detail: String, kind: FieldFault.Kind = .invalid) -> CodeError {
        .invalid([FieldFault(pointer, detail, kind: kind)])
    }
}
