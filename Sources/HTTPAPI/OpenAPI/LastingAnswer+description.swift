// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

extension LastingAnswer {
    /// `GET /openapi.json`: the description of the interface, for programs.
    static func description(version: String) -> LastingAnswer {
        LastingAnswer {
            let headers: HTTPFields = [.contentType: "application/json", .cacheControl: "public, max-age=300"]
            let document = APIDescription.document(version: version)
            return (headers, JSONWriter.bytes(reservingCapacity: 400_000) { $0.value(document) })
        }
    }

    /// `GET /docs`: the same for people.
    static func descriptionPage(version: String) -> LastingAnswer {
        LastingAnswer {
            let page = DescriptionPage(DescriptionNode(value: APIDescription.document(version: version)))
            return (Response.pageHeaders, Array(page.html.utf8))
        }
    }
}
