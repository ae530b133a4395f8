// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import Store
import Testing

/// The rule that refuses a call; nil where it succeeds or the store fails.
func refusal(_ call: () async throws(ManagementError) -> some Any) async -> CodeError? {
    do throws(ManagementError) {
        _ = try await call()
    } catch {
        if case .rule(let rule) = error { return rule }
    }
    return nil
}

/// The failure of the store that stops a call; nil where it succeeds or a rule refuses it.
func failure(_ call: () async throws(ManagementError) -> some Any) async -> StoreError? {
    do throws(ManagementError) {
        _ = try await call()
    } catch {
        if case .store(let failure) = error { return failure }
    }
    return nil
}

/// The pointers of the faults for which a call is refused.
func pointers(_ call: () async throws(ManagementError) -> some Any) async -> [String] {
    guard case .invalid(let faults) = await refusal(call) else { return [] }
    return faults.map(\.pointer)
}
