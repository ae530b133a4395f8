// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import QRRender
import Store

/// Words of the QRStudio API for what refuses a GenerateRequest.
enum StudioRefusal {
    /// The same error, its fields under the names of that API and its words that API's where there are published ones.
    static func worded(_ error: any Error, by request: GenerateRequest?) -> any Error {
        var faults: [FieldFault]
        var report: ScanReport?
        switch error {
        case CodeError.planExceeded(let beyond), ManagementError.rule(.planExceeded(let beyond)):
            faults = beyond.map { FieldFault($0.pointer, words(for: $0)) }
        case CodeError.invalid(let found), ManagementError.rule(.invalid(let found)): faults = found
        case RenderError.tooManyWaiting: return error
        case let error as RenderError:
            faults = FieldFault.all(of: error, at: "")
            if case .unscannable(let found, _) = error { report = found }
        case let problem as Problem where problem.code == .validationFailed && !problem.faults.isEmpty:
            (faults, report) = (problem.faults, problem.scanReport)
        default: return error
        }
        if let request { faults = request.styling.renamed(faults) }
        guard let report else { return CodeError.invalid(faults) }
        var problem = Problem(faults: faults)
        problem.scanReport = report
        return problem
    }

    /// The faults of an error that was worded here; nil where it is no fault of the request.
    static func faults(of worded: any Error) -> [FieldFault]? {
        switch worded {
        case CodeError.invalid(let faults): faults
        case let problem as Problem where problem.scanReport != nil: problem.faults
        default: nil
        }
    }

    /// What is wrong with one item of a batch, in one line.
    /// - Throws: the error itself where it is no fault of the item.
    static func message(for error: any Error, by request: GenerateRequest?) throws -> String {
        let error = worded(error, by: request)
        guard let faults = faults(of: error) else { throw error }
        let details = faults.prefix(5).map { $0.detail.shortened(to: 300) }
        return details.joined(separator: "; ") + (faults.count > 5 ? "; and \(faults.count - 5) more" : "")
    }

    private static func words(for fault: PlanFault) -> String {
        switch fault.excess {
        case .inches(let most): "size_inches > plan max (\(most.shortText))"
        case .dpi(let most): "dpi > plan max (\(most))"
        case .pixels(let most): "size > plan max (\(most) pixels)"
        case .picture: "Plan '\(fault.plan)' doesn't include logos or background pictures."
        }
    }
}
