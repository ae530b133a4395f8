// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import Server
import Store

/// Why a command ended without having done its work.
struct CommandFailure: Error {
    /// The exit code of a command that was understood but failed.
    static let failed: Int32 = 1
    /// The exit code of a command that was not understood.
    static let usage: Int32 = 2
    /// The exit code for a wrong configuration (EX_CONFIG of sysexits.h).
    static let configuration: Int32 = 78

    /// What to tell the user.
    let message: String
    /// The exit code.
    let status: Int32

    init(_ message: String, status: Int32 = CommandFailure.failed) {
        self.message = message
        self.status = status
    }

    init(_ error: InvalidSettings) {
        self.init("The configuration is wrong:\n\(error.description)", status: Self.configuration)
    }

    init(_ error: ManagementError) {
        switch error {
        case .rule(let rule): self.init(rule)
        case .store(let store): self.init(store.description)
        }
    }

    init(_ error: CodeError) {
        switch error {
        case .invalid(let faults):
            self.init(
                faults.map { "\($0.pointer.dropFirst()): \($0.detail)" }.joined(separator: "\n"), status: Self.usage, )
        case .slugTaken(let slug): self.init("The slug \(slug) is taken; choose another.")
        case .notFound(let id): self.init("There is no code \(id) in this account.")
        case .versionMismatch(let current): self.init("The code was edited meanwhile: it is at version \(current) now.")
        case .locked(.kept(let id)): self.init("The code is locked; `waymark codes unlock \(id)` unlocks it.")
        case .locked(.guarded):
            self.init("The code is encrypted or has a password; its destination alone cannot be edited.")
        case .codeLimitReached(let plan, let limit):
            self.init(
                "The plan \(plan) allows \(limit) codes and the account has as many; delete one or change the plan.")
        case .quotaExceeded(let excess):
            self.init("The month's renders are used up: \(excess.used) of \(excess.quota).")
        case .rateLimited(let reading):
            self.init("More than \(reading.limit) a minute are not allowed; try again in \(reading.resetSeconds) s.")
        case .planExceeded, .noBatches, .batchTooLarge:
            self.init("The account's plan does not allow this; `waymark config` shows the plans in use.")
        }
    }
}
