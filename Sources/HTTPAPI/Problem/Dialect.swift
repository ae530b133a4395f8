// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import NIOCore

/// Whose words a problem is told in: each published API has a body of its own for errors.
enum Dialect {
    /// problem+json.
    case native
    /// `{"detail": …}`, `{field: message}` for faults of fields, `{"errors": {index: message}, …}` for those of a batch.
    case qrstudio
    /// `{statusCode, error, message[, retryAfter]}`.
    case qrius

    /// The dialect of a path.
    init(path: String) {
        if path.hasPrefix("/api/v1/") {
            self = .qrstudio
        } else {
            self = path == "/qr" || path.hasPrefix("/qr/") ? .qrius : .native
        }
    }
}

extension Problem {
    /// The answer that tells of the problem in a dialect.
    func response(in dialect: Dialect, requestID: String, publicURL: String) -> Response {
        switch dialect {
        case .native: response(requestID: requestID, publicURL: publicURL)
        case .qrstudio: studioResponse(requestID: requestID, publicURL: publicURL)
        case .qrius: qriusResponse
        }
    }
}
