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
    /// A name that a caller gives to a request, so that its repetitions are known (draft-ietf-httpapi-idempotency-key-header).
    static let idempotencyKey = known("Idempotency-Key")
    /// Whether an answer is that of an earlier request with the same `Idempotency-Key`.
    static let idempotencyReplayed = known("Idempotency-Replayed")
    /// The limits that apply to a call.
    static let rateLimitPolicy = known("RateLimit-Policy")
    /// How they stand.
    static let rateLimit = known("RateLimit")
    /// The limit that applies, as older clients read it.
    static let xRateLimitLimit = known("X-RateLimit-Limit")
    /// How much of it is left.
    static let xRateLimitRemaining = known("X-RateLimit-Remaining")
    /// Seconds until more of it is there.
    static let xRateLimitReset = known("X-RateLimit-Reset")
    /// What search engines may do with an answer; every answer to a scan has it.
    static let xRobotsTag = known("X-Robots-Tag")
    /// Where related pages are (RFC 8288).
    static let link = known("Link")
    /// Whether a picture came from the render cache.
    static let renderCache = known("X-QR-Cache")
    /// How surely a picture scans, `A` to `F`.
    static let scanGrade = known("X-QR-Scan-Grade")
    /// How long drawing took, in milliseconds.
    static let studioDuration = known("X-QR-Duration-Ms")
    /// The plan of the account.
    static let studioPlan = known("X-QR-Plan")
    /// How many renders are left in the month.
    static let studioQuota = known("X-QR-Quota-Remaining")
    /// The id of the code that was made.
    static let studioShortID = known("X-QR-Short-Id")
    /// What the picture of the code that was made holds.
    static let studioPublicURL = known("X-QR-Public-Url")
    /// The addresses a request came through.
    static let xForwardedFor = known("X-Forwarded-For")
    /// The latest event that a reader of server-sent events has (WHATWG HTML section 9.2).
    static let lastEventID = known("Last-Event-ID")
    /// Which site a request comes from, as browsers say it.
    static let secFetchSite = known("Sec-Fetch-Site")
    /// Whether the visitor asks not to be tracked (W3C Tracking Preference Expression).
    static let doNotTrack = known("DNT")
    /// The same, as Global Privacy Control says it.
    static let secGPC = known("Sec-GPC")
    /// What a browser asks for a page for, as the Fetch Standard says it.
    static let secPurpose = known("Sec-Purpose")
    /// What Chromium asked for a page for before the standard.
    static let purpose = known("Purpose")
    /// What Safari asks for a page for.
    static let xPurpose = known("X-Purpose")
    /// What Firefox asked for a page for before the standard.
    static let xMoz = known("X-Moz")
    /// The scanner's country, as Cloudflare says it.
    static let cfIPCountry = known("CF-IPCountry")
    /// The scanner's country, as other proxies say it.
    static let xCountryCode = known("X-Country-Code")
    /// The scanner's country, as CloudFront says it.
    static let cloudFrontViewerCountry = known("CloudFront-Viewer-Country")

    /// A header whose name stands in the source.
    private static func known(_ name: StaticString) -> HTTPField.Name {
        // Invariant: every name stands above, and each is a token.
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is not a header's name") }
        return name
    }
}
