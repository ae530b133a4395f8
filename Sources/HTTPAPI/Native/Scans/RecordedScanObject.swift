// SPDX-License-Identifier: Apache-2.0

import CSV
import Codes
import Store

/// A scan as the API shows it: what was stored of it, and no address.
struct RecordedScanObject {
    let scan: RecordedScan

    /// Writes the members.
    func write(to writer: inout JSONWriter) {
        writer.member("id", String(scan.number))
        writer.member("code", scan.code)
        writer.member("scannedAt", scan.at)
        writer.member("bot", scan.isBot)
        writer.member("unique", scan.isFirst)
        writer.member("country", scan.country)
        writer.member("region", scan.region)
        writer.member("city", scan.city)
        writer.member("device", scan.client.device.description)
        writer.member("os", scan.client.os)
        writer.member("browser", scan.client.browser)
        writer.member("referrer", scan.referrerHost)
        writer.member("language", scan.language)
        writer.member("source", scan.lead.source)
        writer.member("variant", variant)
        writer.member("rule", rule)
        writer.member("version", scan.version)
        writer.member("destination", scan.destination)
    }

    /// The first line of a file of scans.
    static let header: [String?] = [
        "id", "code", "scannedAt", "bot", "unique", "country", "region", "city", "device", "os", "browser", "referrer",
        "language", "source", "variant", "rule", "version", "destination",
    ]

    /// The line of a file of scans.
    var cells: [String?] {
        [
            String(scan.number), scan.code, scan.at.iso8601, String(scan.isBot), String(scan.isFirst), scan.country,
            scan.region, scan.city, scan.client.device.description, scan.client.os, scan.client.browser,
            scan.referrerHost, scan.language, scan.lead.source, variant.map { String($0) }, rule.map { String($0) },
            String(scan.version), scan.destination,
        ]
    }

    private var variant: Int? { scan.lead.variant > 0 ? scan.lead.variant : nil }
    private var rule: Int? { scan.lead.rule > 0 ? scan.lead.rule : nil }
}
