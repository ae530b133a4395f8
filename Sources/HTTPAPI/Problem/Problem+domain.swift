// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import QRRender
import Store
import Webhooks

/// The one place that knows which HTTP problem a failure of the domain is.
extension Problem {
    /// Words any error for the caller.
    ///
    /// What is not known becomes an internal error that tells nothing.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as ManagementError:
            switch error {
            case .rule(let rule): self.init(rule)
            case .store(let failure): self.init(failure)
            }
        case let error as CodeError: self.init(error)
        case let error as WebhookError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as RenderError: self.init(error, at: "")
        case is CancellationError:
            self.init(.storeUnavailable, "the server is stopping; try again", headers: [.retryAfter: "1"])
        case let error as HTTPError where error.status == .notFound: self = .nothingHere
        default: self.init(.internalError, Self.internalDetail, internals: "\(error)")
        }
    }

    /// Words a rule's refusal.
    init(_ error: CodeError) {
        switch error {
        case .invalid(let faults): self.init(faults: faults)
        case .slugTaken(let slug): self.init(.slugTaken, "Slug '\(slug)' already exists")
        case .notFound: self = .noSuchCode
        case .versionMismatch(let current):
            self.init(.versionMismatch, "the code is at version \(current) now; read it again and repeat the change")
        case .locked(.guarded):
            let detail = "the code is encrypted or has a password; edit it with PATCH, which can change that too"
            self.init(.codeLocked, detail)
        case .locked(.kept(let id)):
            let detail = """
                the code is locked: where it leads, what decides about it, and the lock itself stay, and it is not \
                deleted; the operator unlocks it with `waymark codes unlock \(id)`
                """
            self.init(.codeLocked, detail)
        case .codeLimitReached(let plan, let limit):
            let detail = "the plan \(plan) allows \(limit) codes, and the account has as many; delete some or change it"
            // No Retry-After: waiting does not make room, and published clients read this header.
            self.init(.planLimitReached, detail, headers: [.exaRoutesErrorCode: ProblemCode.planLimitReached.rawValue])
        case .quotaExceeded(let excess): self.init(excess)
        case .rateLimited(let reading): self.init(reading)
        case .planExceeded(let faults): self.init(faults)
        case .noBatches(let plan, let upgrade):
            let step = upgrade.map { "Upgrade to \($0.prefix(1).uppercased())\($0.dropFirst()) or higher." }
            let detail = "Plan '\(plan)' doesn't include bulk generation. \(step ?? "No plan here does.")"
            self.init(.planForbids, detail)
        case .batchTooLarge(let plan, let most, let given):
            let detail = "Plan '\(plan)' caps bulk at \(most) items per request, got \(given)."
            self.init(.batchTooLarge, detail, faults: [FieldFault("/items", detail)])
        }
    }

    /// Words what a picture asks beyond its plan.
    init(_ beyond: [PlanFault]) {
        let faults = beyond.map { fault in
            let field = fault.pointer.split(separator: "/").last.map(String.init) ?? "the request"
            return FieldFault(fault.pointer, Self.words(for: fault.excess, of: fault.plan, named: field))
        }
        self.init(.planForbids, faults.first?.detail ?? "the plan does not allow this", faults: faults)
    }

    private static func words(for excess: PictureExcess, of plan: String, named field: String) -> String {
        switch excess {
        case .inches(let most): "\(field) is beyond the plan \(plan), which allows \(most.shortText) inches a side"
        case .dpi(let most): "\(field) is beyond the plan \(plan), which allows \(most) dots an inch"
        case .pixels(let most): "\(field) is beyond the plan \(plan), which allows \(most) pixels a side"
        case .picture: "\(field) is not in the plan \(plan), which has no logos or background pictures"
        }
    }

    /// Words that a month's renders are used up; they come back when the next month begins.
    init(_ excess: QuotaExcess) {
        let renders = excess.wanted == 1 ? "1 render" : "\(excess.wanted) renders"
        let detail = "\(renders) would exceed your monthly quota (\(excess.used)/\(excess.quota) used)"
        self.init(.quotaExceeded, detail, headers: [.retryAfter: String(Self.seconds(excess.timeLeft))])
    }

    /// Words that a limit by the minute is used up.
    init(_ reading: RateReading) {
        let allowed =
            switch reading.policy {
            case .calls: "\(reading.limit) creating calls and bulk operations a minute"
            case .renders: "pictures of \(reading.limit) units a minute"
            case .uploads: "\(reading.limit) uploads a minute from one network"
            }
        let seconds = max(1, reading.resetSeconds)
        let detail = "\(Self.rateLimitExceeded): \(allowed) are allowed; try again in \(seconds) s"
        let code = ProblemCode.rateLimited
        self.init(code, detail, headers: [.retryAfter: String(seconds), .exaRoutesErrorCode: code.rawValue])
        headers.tell([reading])
    }

    /// The words that published clients know.
    static let rateLimitExceeded = "Rate limit exceeded"

    /// Whole seconds, rounded up, at least one: what may be tried again earlier would be refused again.
    static func seconds(_ time: Duration) -> Int {
        let (whole, rest) = time.components
        return max(1, Int(whole) + (rest > 0 ? 1 : 0))
    }

    /// Words faults of fields: a wrong type is a malformed request (400), everything else an invalid value (422).
    ///
    /// A body of 25 MB can hold a million fields that do not exist, with names of any length: the answer stays small.
    init(faults all: [FieldFault]) {
        let faults = all.prefix(Self.mostFaults).map { fault in
            FieldFault(fault.pointer.shortened(to: 200), fault.detail.shortened(to: 1_000), kind: fault.kind)
        }
        let malformed = all.first { $0.kind == .wrongType }.map { _ in
            faults.first { $0.kind == .wrongType } ?? faults[0]
        }
        let detail = (malformed ?? faults.first).map { first in
            all.count == 1 ? first.detail : "\(first.detail) (and \(all.count - 1) more, see errors)"
        }
        self.init(
            malformed != nil ? .invalidType : .validationFailed, detail ?? "the request is not valid", faults: faults, )
    }

    /// Words a failure of the store; its own words go to the log only.
    init(_ error: StoreError) {
        switch error.code {
        case .unavailable, .closed:
            let detail = "the store cannot be reached or is too busy; try again"
            self.init(.storeUnavailable, detail, headers: [.retryAfter: "1"], internals: error.description)
        case .full:
            let detail = "the store has no room left; the operator has to make some, then try again"
            self.init(.storeFull, detail, headers: [.retryAfter: "30"], internals: error.description)
        case .superseded:
            let detail = "the same request was sent twice at once, and the other is done; send it again for its answer"
            self.init(.requestRunning, detail, headers: [.retryAfter: "1"])
        case .schemaMismatch, .corrupt, .failed:
            self.init(.internalError, Self.internalDetail, internals: error.description)
        }
    }

    /// Words what a renderer refused; `base` is the JSON Pointer of the object that held the field.
    init(_ error: RenderError, at base: String) {
        guard error != .tooManyWaiting else {
            // Some pictures are done by then, whichever they are.
            self.init(.overloaded, error.description, headers: [.retryAfter: "5"])
            return
        }
        self.init(faults: FieldFault.all(of: error, at: base))
        if case .unscannable(let report, _) = error { scanReport = report }
    }

    /// No code of that id in the caller's account: another account's is no different from none.
    static let noSuchCode = Problem(.notFound, "the account has no code of this id")

    /// No resource at the path.
    static let nothingHere = Problem(.notFound, "nothing answers at this path")

    private static let mostFaults = 50

    private static let internalDetail = "the server failed; the log has the reason under the id in instance"
}

extension FieldFault {
    /// What a renderer refused, field by field; `base` is the JSON Pointer of the object that held the fields.
    static func all(of error: RenderError, at base: String) -> [FieldFault] {
        error.faults.map { FieldFault("\(base)/\($0.field)", $0.description) }
    }
}

extension Double {
    /// The number without a fraction where it has none.
    var shortText: String { Int(exactly: self).map(String.init) ?? description }
}
