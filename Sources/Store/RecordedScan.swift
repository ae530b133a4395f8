// SPDX-License-Identifier: Apache-2.0

package import Codes

/// A scan as it was stored, its references resolved.
package struct RecordedScan: Sendable, Hashable {
    /// The store's row number; it grows with every scan that is stored.
    package let number: Int64
    /// The id of the code that was scanned.
    package let code: String
    /// Whose code it is.
    package let account: AccountID
    /// When it was answered.
    package let at: Timestamp
    /// Whether it was a known bot.
    package let isBot: Bool
    /// Whether it was the visitor's first scan of this code on its UTC day.
    package let isFirst: Bool
    /// The version of the code that was answered.
    package let version: Int
    /// Where it was led, without tags and forwarded queries; nil where that is sealed or no URL, and where it was not kept.
    package let destination: String?
    /// ISO 3166 alpha-2, or `??`.
    package let country: String
    /// The region's code; nil where it is not known.
    package let region: String?
    /// The city; nil where it is not known.
    package let city: String?
    /// What the user agent says.
    package let client: ScanClient
    /// The host of the referrer.
    package let referrerHost: String?
    /// The primary subtag of the first acceptable language.
    package let language: String?
    /// What led it.
    package let lead: Scan.Lead

    /// Makes a scan from a store's row.
    package init(
        number: Int64,
        code: String,
        account: AccountID,
        at: Timestamp,
        isBot: Bool,
        isFirst: Bool,
        version: Int,
        destination: String?,
        country: String,
        region: String?,
        city: String?,
        client: ScanClient,
        referrerHost: String?,
        language: String?,
        lead: Scan.Lead,
    ) {
        self.number = number
        self.code = code
        self.account = account
        self.at = at
        self.isBot = isBot
        self.isFirst = isFirst
        self.version = version
        self.destination = destination
        self.country = country
        self.region = region
        self.city = city
        self.client = client
        self.referrerHost = referrerHost
        self.language = language
        self.lead = lead
    }
}
