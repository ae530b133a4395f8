// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import QRRender

/// Why a request was not done, as its caller is told: the members of RFC 9457 and the fields that are at fault.
struct Problem: Error {
    /// What sort of problem it is; decides status and title.
    let code: ProblemCode
    /// What was wrong with this request, and what is allowed instead.
    let detail: String
    /// The fields at fault; empty when the request as a whole is.
    var faults: [FieldFault] = []
    /// What was measured of a picture that was refused because it would not scan; nil where that is not the problem.
    var scanReport: ScanReport?
    /// What is wrong with single items of a batch; nil where the request is none.
    var items: ItemFaults?
    /// Headers that go with the answer, such as `Allow`.
    var headers: HTTPFields = [:]
    /// What only the log may know; nil when there is nothing more to say.
    var internals: String?

    /// After how many seconds a caller who was sent too much may try again; nil where waiting does not help.
    var retryAfter: Int? {
        code.status == .tooManyRequests ? headers[.retryAfter].flatMap { Int($0) } : nil
    }

    /// All reasons in one line, for what has no list of them beside it: as many as fit, and how many there are besides.
    var reasons: String {
        guard faults.count > 1 else { return detail }
        var text = ""
        for (index, fault) in faults.enumerated() {
            let reason = fault.detail.shortened(to: 400)
            guard text.utf8.count + reason.utf8.count <= 900 else { return "\(text); and \(faults.count - index) more" }
            text += index == 0 ? reason : "; \(reason)"
        }
        return text
    }

    /// The items of a batch that are at fault.
    struct ItemFaults {
        /// What is wrong, by the place of the item.
        var messages: [Int: String]
        /// How many items before the first of them were drawn.
        var drawnBefore: Int
    }

    init(
        _ code: ProblemCode,
        _ detail: String,
        faults: [FieldFault] = [],
        headers: HTTPFields = [:],
        internals: String? = nil,
    ) {
        self.code = code
        self.detail = detail
        self.faults = faults
        self.headers = headers
        self.internals = internals
    }
}
