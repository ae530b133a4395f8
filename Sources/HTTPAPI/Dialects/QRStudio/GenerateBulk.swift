// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPTypes
import Hummingbird
import Management
import QRRender
import Store
import Styling

/// `POST /api/v1/generate/bulk/`: many GenerateRequests, answered with a ZIP archive of their pictures and a manifest.
///
/// All or nothing: every item is checked before the first is drawn, all are drawn before codes are stored and renders
/// counted, and only then the answer begins. A caller that hangs up before that has ended the work.
struct GenerateBulk: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating
    static let drawsAgain = true

    /// The most bytes of an archive, counted in millions as the contract does.
    static let longestArchive = 100_000_000

    let reader: BodyReader
    let depth: Int
    let items: StudioItems
    let images: RenderCache
    let batch: CodeBatch
    let limiter: RateLimiter
    let jobs: BulkJobs
    let object: StudioObject
    let hosts: OwnHosts
    let clock: WallClock
    /// Lets a few batches work at once, and one of an account; the others wait.
    let turns: AccountTurns

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        try JSONBody.checkMediaType(call.request.headers)
        return try await response(to: call, by: caller) { list in
            // Others of the account were charged while this one waited.
            try await batch.admit(list.count, for: caller)
            return try await archive(of: list, in: call, for: caller)
        }
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        try await response(to: call, by: caller) { list in
            try await archive(of: list, again: made, in: call, for: caller)
        }
    }

    /// Reads the items, and answers with the archive of them; waits and works only as long as somebody waits for it.
    private func response(
        to call: Call,
        by caller: Principal,
        _ archive: @escaping @Sendable (BatchList) async throws -> BatchArchive,
    ) async throws -> Response {
        let list = try BatchList(Array(await reader.read(call).readableBytesView), depth: depth)
        do {
            // What is refused by plan does not wait for it.
            try batch.checkSize(list.count, for: caller)
            let archive = try await HangUpWatch(call.context.channel).run {
                try await inTurn(of: caller, list) { try await archive(list) }
            }
            return try archive.response(at: clock())
        } catch let error {
            throw Self.worded(error)
        }
    }

    private func inTurn(
        of caller: Principal,
        _ list: BatchList,
        _ archive: @escaping @Sendable () async throws -> BatchArchive,
    ) async throws -> BatchArchive {
        let account = caller.account.id
        guard await turns.enter(account, weight: list.bytes) else {
            try Task.checkCancellation()
            let detail = "other batches of this account, or too many of others, are being made; try again"
            throw Problem(.overloaded, detail, headers: [.retryAfter: "5"])
        }
        defer { turns.leave(account) }
        return try await archive()
    }

    private func archive(of list: BatchList, in call: Call, for caller: Principal) async throws -> BatchArchive {
        let checked = try await BatchCheck(list, items: items, refusing: hosts, for: caller).run()
        try count(checked, in: call, by: caller)
        try await batch.checkRoom(for: checked.count { $0.draft != nil }, of: caller)
        let drawing = try BatchDrawing(
            checked, maker: items, images: images, object: object, into: jobs.scratch(), for: caller, )
        while true {
            let drawn = try await drawing.run()
            try Task.checkCancellation()
            let codes = drawn.compactMap(\.item.code)
            switch try await batch.commit(codes, renders: drawn.count, for: caller) {
            case .stored(_, let remaining):
                return BatchArchive(
                    drawn, in: drawing.scratch, of: caller.account.plan, object,
                    headers: StudioHeaders.fields(for: caller, remaining: remaining), )
            case .idsTaken(let ids): try await drawing.identifyAgain(ids)
            }
        }
    }

    /// The archive of a batch that was done before, with the ids that its codes have.
    private func archive(
        of list: BatchList,
        again made: MadeThing?,
        in call: Call,
        for caller: Principal,
    ) async throws -> BatchArchive {
        do {
            let checked = try await BatchCheck(list, items: items, refusing: hosts, for: caller).run()
            try count(checked, in: call, by: caller)
            guard let named = checked.named(made?.codeIDs ?? []) else { throw Problem.answerLost(made) }
            let drawing = try BatchDrawing(
                named, maker: items, images: images, object: object, into: jobs.scratch(), for: caller, )
            let drawn = try await drawing.run()
            return BatchArchive(
                drawn, in: drawing.scratch, of: caller.account.plan, object,
                headers: StudioHeaders.fields(for: caller, remaining: try await batch.remaining(of: caller)), )
        } catch let problem as Problem where problem.items != nil {
            // A logo that is gone, or a plan that was changed since.
            throw Problem.answerLost(made)
        }
    }

    /// Counts what all pictures cost together; what costs more than a minute's budget takes all of that.
    private func count(_ items: [StudioItem], in call: Call, by caller: Principal) throws {
        let units = items.reduce(0) { $0 + $1.request.cost }
        call.context.rates.note(try limiter.countRender(units, by: caller))
    }

    /// The published words for a month that is used up, and what a file's failure is for a caller.
    private static func worded(_ error: any Error) -> any Error {
        switch error {
        case ManagementError.rule(.quotaExceeded(let excess)):
            let used = "\(excess.used)/\(excess.quota) used"
            let detail = "Bulk of \(excess.wanted) would exceed your monthly quota (\(used))."
            return Problem(.quotaExceeded, detail, headers: Problem(excess).headers)
        case let error as BulkFileError: return error.storeError
        default: return error
        }
    }
}
