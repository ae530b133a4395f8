// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// `GET /`: says what answers here.
struct FrontPage: Endpoint {
    func answer(_ call: Call) async throws -> Response { .page(Self.html) }

    private static let html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Waymark</title>
        <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
        <h1>Waymark</h1>
        <p>Dynamic QR codes: print a mark once, point it anywhere, count its scans.</p>
        <ul>
        <li><code>/api/qr/codes</code>: make, list, edit and measure codes; needs an API key</li>
        <li><code>/api/qr/static</code>: draw a code that is not stored; needs an API key</li>
        <li><a href="/docs">/docs</a>: every operation with its fields and answers; <a href="/openapi.json">/openapi.json</a>: the
        same for programs</li>
        <li><a href="/docs/errors">/docs/errors</a>: every error code and what to do about it</li>
        <li><a href="/healthz">/healthz</a> and <a href="/readyz">/readyz</a>: for those who run this server</li>
        </ul>
        </html>

        """
}
