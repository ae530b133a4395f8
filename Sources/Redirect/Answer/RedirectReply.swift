// SPDX-License-Identifier: Apache-2.0

import Codes

/// An answer as HTTP: what the connection in front writes, and what the ordinary router turns into its own response.
///
/// `Date`, `Connection` and `X-Request-Id` are the connection's business and not among the fields; `Content-Length` is.
package struct RedirectReply: Sendable, Hashable {
    /// One header field.
    package struct Field: Sendable, Hashable {
        /// The name, in its usual spelling.
        package let name: String
        /// The value, printable ASCII.
        package let value: String

        /// Makes a field.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The status code.
    package let status: Int
    /// The header fields, in the order in which they are sent.
    package let fields: [Field]
    /// The body of an answer to GET; HEAD gets the same fields without it.
    package let body: [UInt8]
}

extension RedirectReply {
    /// How long a scanner is asked to wait when the store does not answer, in seconds.
    static let retryAfter = 5

    /// Words an answer as HTTP.
    /// - Parameters:
    ///   - answer: what is answered.
    ///   - template: makes the pages.
    init(_ answer: RedirectAnswer, template: PageTemplate) {
        switch answer {
        case .redirect(let target): self.init(target)
        case .file(let file): self.init(file)
        case .page(let page): self.init(page: template.page(for: page), status: 200, template: template)
        case .notice(let notice):
            let extra = notice == .unavailable ? [Field("Retry-After", String(Self.retryAfter))] : []
            self.init(page: template.page(for: notice), status: notice.status, template: template, extra: extra)
        }
    }

    /// The page that asks for a password: 200 when it is asked for, 403 after a wrong one, 429 after too many.
    /// - Parameters:
    ///   - question: how often it was asked for already.
    ///   - wait: how long the scanner should wait before the next answer, in seconds.
    ///   - template: makes the pages.
    init(_ question: PasswordQuestion, wait: Int = 0, template: PageTemplate) {
        let status =
            switch question {
            case .first: 200
            case .again: 403
            case .later: 429
            }
        let extra = question == .later ? [Field("Retry-After", String(wait))] : []
        let page = template.page(for: question)
        self.init(page: page, status: status, template: template, hasForm: true, extra: extra)
    }

    /// The same reply with another status, and with further fields.
    func with(status: Int? = nil, fields more: [Field] = []) -> RedirectReply {
        RedirectReply(status: status ?? self.status, fields: fields + more, body: body)
    }

    /// A redirect.
    ///
    /// Every status is sent with `no-store`, the permanent ones too: an owner who asks for 301 or 308 wants search
    /// engines to move on, and a browser that kept the answer would hide later edits, the end and every further scan
    /// from the server.
    private init(_ target: RedirectTarget) {
        status = target.status.rawValue
        fields =
            [Field("Location", target.location)]
            // The default of browsers, said aloud: the destination learns on which site a link stood, not on which page.
            + Self.always(referrer: "strict-origin-when-cross-origin")
            + [Field("Content-Length", "0")]
        body = []
    }

    private init(_ file: PayloadFile) {
        status = 200
        body = Array(file.text.utf8)
        fields =
            [
                Field("Content-Type", file.contentType),
                Field("Content-Disposition", "attachment; filename=\"\(file.name)\""),
            ]
            + Self.always(referrer: "no-referrer")
            + [Field("Content-Length", String(body.count))]
    }

    private init(page: String, status: Int, template: PageTemplate, hasForm: Bool = false, extra: [Field] = []) {
        self.status = status
        body = Array(page.utf8)
        fields =
            [
                Field("Content-Type", "text/html; charset=utf-8"),
                Field("Content-Language", template.words.language),
                Field(
                    "Content-Security-Policy",
                    hasForm ? template.formSecurityPolicy : template.securityPolicy,
                ),
            ]
            + extra
            + Self.always(referrer: "no-referrer")
            + [Field("Content-Length", String(body.count))]
    }

    private static func always(referrer: String) -> [Field] {
        [
            Field("Cache-Control", "no-store"),
            Field("Referrer-Policy", referrer),
            Field("X-Robots-Tag", "noindex"),
            Field("X-Content-Type-Options", "nosniff"),
        ]
    }
}

extension Notice {
    /// The status of the page that says it.
    var status: Int {
        switch self {
        case .unknown, .paused: 404
        case .ended: 410
        case .unavailable: 503
        }
    }
}
