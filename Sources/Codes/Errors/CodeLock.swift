// SPDX-License-Identifier: Apache-2.0

/// What keeps a code from being changed.
package enum CodeLock: Sendable, Hashable {
    /// It is encrypted or has a password: it is not edited by naming a destination alone.
    case guarded
    /// Its owner locked it; ``Code/checkLock(against:)`` says what stays.
    case kept(CodeID)
}
