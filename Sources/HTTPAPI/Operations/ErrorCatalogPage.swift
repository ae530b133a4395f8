// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// `GET /docs/errors`: every error code, where the `type` of a problem leads.
struct ErrorCatalogPage: Endpoint {
    /// The path of the page.
    static let path = "/docs/errors"

    func answer(_ call: Call) async throws -> Response { .page(Self.html) }

    private static let html: String = {
        let rows = ProblemCode.allCases.map { code in
            "<tr id=\"\(code.rawValue)\"><td>\(code.status.code)</td><td><code>\(code.rawValue)</code></td>"
                + "<td>\(code.title)</td><td>\(code.remedy)</td></tr>"
        }
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Waymark: errors</title>
            <style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem } td { padding: .3rem .8rem .3rem 0 }</style>
            <h1>Errors</h1>
            <p>Answers with a status from 400 are <code>application/problem+json</code> (RFC 9457). <code>code</code> is one
            of these, <code>detail</code> says what was wrong, <code>errors</code> names the fields at fault by JSON Pointer
            (<code>/query/…</code> for parameters of the query), and <code>instance</code> is the id of the request.</p>
            <table>
            \(rows.joined(separator: "\n"))
            </table>
            </html>

            """
    }()
}
