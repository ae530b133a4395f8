// SPDX-License-Identifier: Apache-2.0

import Codes

/// The faults with which a check refuses; none where it does not refuse, or not for its fields.
func faults(_ check: () throws(CodeError) -> some Any) -> [FieldFault] {
    do throws(CodeError) {
        _ = try check()
    } catch {
        if case .invalid(let faults) = error { return faults }
    }
    return []
}

/// The pointers of the faults with which a check refuses.
func pointers(_ check: () throws(CodeError) -> some Any) -> [String] { faults(check).map(\.pointer) }
