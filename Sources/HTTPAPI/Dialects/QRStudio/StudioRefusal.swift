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
        switch error {
        case CodeError.planExceeded(let beyond), ManagementError.rule(.planExceeded(let beyond)):
            faults = beyond.map { FieldFault($0.pointer, words(for: $0)) }
        case CodeError.invalid(let found), ManagementError.rule(.invalid(let found)): faults = found
        case RenderError.tooManyWaiting: return error
        case let error as RenderError: faults = FieldFault.all(of: error, at: "")
        default: return error
        }
        if let request { faults = request.styling.renamed(faults) }
        return CodeError.invalid(faults)
    }

    /// What is wrong with one item of a batch, in one line.
    /// - Throws: the error itself where it is no fault of the item.
    static func message(for error: any Error, by request: GenerateRequest?) throws -> String {
        switch worded(error, by: request) {
        case CodeError.invalid(let faults):
            let details = faults.prefix(5).map { $0.detail.shortened(to: 300) }
            return details.joined(separator: "; ") + (faults.count > 5 ? "; and \(faults.count - 5) more" : "")
        case let error: throw error
        }
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
