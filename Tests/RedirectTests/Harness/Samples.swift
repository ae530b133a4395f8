// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

/// An id of a test.
func id(_ text: String) throws -> CodeID { try #require(CodeID(text)) }

/// A stored code; by default an active one that leads to `https://example.com/landing`.
func code(
    _ text: String = "poster01",
    _ type: DataType = .url,
    leadingTo destination: String = "https://example.com/landing",
    settings: CodeSettings = CodeSettings(),
    number: Int64 = 7,
    version: Int = 1,
    deletedAt: Timestamp? = nil,
) throws -> Code {
    Code(
        number: number,
        id: try id(text),
        account: AccountID(1),
        payload: Payload(stored: type, text: destination),
        settings: settings,
        createdAt: Timestamp(milliseconds: 0),
        updatedAt: Timestamp(milliseconds: 0),
        deletedAt: deletedAt,
        version: version,
        tally: ScanTally(),
    )
}

extension TableShard.Loaded {
    /// The link of a plain redirect, the kind of anything else, or `unavailable`.
    var summary: String {
        switch self {
        case .unavailable: "unavailable"
        case .answer(let answer):
            answer.linkLength > 0
                ? unsafe answer.withLink { unsafe String(decoding: $0, as: UTF8.self) }
                : "\(answer.kind(at: Moment(wall: Timestamp(milliseconds: 0), uptime: 0)))"
        }
    }
}
