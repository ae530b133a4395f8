// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

extension HTTPField.Name {
    /// The id of a request, in both directions.
    static let requestID = known("X-Request-Id")
    /// A key, in the form of the QRStudio API.
    static let xAPIKey = known("X-Api-Key")
    /// An account's public identifier, in the form of the ExaRoutes bulk API.
    static let clientID = known("client-id")
    /// The key that goes with ``clientID``.
    static let apiKey = known("api-key")
    /// What published clients of the ExaRoutes API read instead of a problem's body.
    static let exaRoutesErrorCode = known("X-ExaRoutes-Error-Code")
    /// Whether a picture came from the render cache.
    static let renderCache = known("X-QR-Cache")

    /// A header whose name stands in the source.
    private static func known(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is not a header's name") }
        return name
    }
}
