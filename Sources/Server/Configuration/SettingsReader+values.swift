// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import Outbound
import Scans

extension SettingsReader {
    /// The public address without a slash at the end; http or https, a host, no path, query or credentials.
    mutating func publicURL() -> String? {
        text(.publicURL, allowed: "an address such as https://qr.example.com, without a path") { text in
            guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme),
                let host = parts.host, !host.isEmpty, parts.user == nil, parts.query == nil, parts.fragment == nil,
                parts.path.isEmpty || parts.path == "/"
            else { return nil }
            return text.hasSuffix("/") ? String(text.dropLast()) : text
        }
    }

    /// The path of the SQLite file.
    mutating func databasePath(in directory: String) -> String {
        let path = text(.databaseURL, allowed: "sqlite: and a path, such as sqlite:waymark.sqlite") { url -> String? in
            guard url.hasPrefix("sqlite:") else { return nil }
            let rest = url.dropFirst("sqlite:".count)
            let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
            return path.isEmpty ? nil : String(path)
        }
        guard let path else { return "" }
        return path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }

    /// The plans of the file, or those that come with the program.
    mutating func plans() -> PlanCatalog {
        do {
            guard let path = given(.plans) else { return try PlanCatalog.builtIn() }
            list(.plans, path)
            guard let json = FileManager.default.contents(atPath: path) else {
                problem(.plans, "the file \(path) cannot be read")
                return try PlanCatalog.builtIn()
            }
            return try PlanCatalog(json: json)
        } catch {
            problem(.plans, error.description)
            return PlanCatalog.none
        }
    }

    /// How often scans are forced to the disk.
    mutating func journalSync() -> JournalSync {
        text(.journalSync, allowed: "milliseconds from 1 to 60000, batch or never") { text -> JournalSync? in
            switch text {
            case "batch": .eachBatch
            case "never": .never
            default: Int(text).flatMap { (1...60_000).contains($0) ? .every(.milliseconds($0)) : nil }
            }
        } ?? .never
    }

    /// How many days scans are kept.
    mutating func scanRetention() -> Int? {
        text(.scanRetention, allowed: "a number of days from 1 to 36500, or forever") { text -> Int?? in
            if text == "forever" { return .some(nil) }
            return Int(text).flatMap { (1...36_500).contains($0) ? .some($0) : nil }
        } ?? nil
    }

    /// The networks of the trusted proxies.
    mutating func trustedProxies() -> TrustedProxies {
        let allowed = "addresses and networks such as 10.0.0.0/8, ::1, separated by commas"
        return text(.trustedProxies, allowed: allowed) { text -> TrustedProxies? in
            let words = text.split(whereSeparator: { $0 == "," || $0 == " " })
            let networks = words.compactMap { IPNetwork(String($0)) }
            return networks.count == words.count ? TrustedProxies(networks) : nil
        } ?? TrustedProxies([])
    }

    /// Networks that are no internet and may be fetched from.
    mutating func fetchNetworks() -> [AddressBlock] {
        text(.fetchNetworks, allowed: "networks such as 10.0.0.0/8 or fd00::/8, separated by commas") { text in
            let words = text.split(whereSeparator: { $0 == "," || $0 == " " })
            let networks = words.compactMap { AddressBlock(String($0)) }
            return networks.count == words.count ? networks : nil
        } ?? []
    }

    /// Files of fonts.
    mutating func labelFonts() -> [String] {
        text(.labelFonts, allowed: "readable font files, separated by colons") { text in
            let paths = text.split(separator: ":").map(String.init)
            return paths.allSatisfy { FileManager.default.isReadableFile(atPath: $0) } ? paths : nil
        } ?? []
    }

    /// The country database that is named, or the first that is found.
    mutating func geoDatabase(in directory: String) -> String? {
        if let path = given(.geoDatabase), !path.isEmpty {
            list(.geoDatabase, path)
            if FileManager.default.isReadableFile(atPath: path) { return path }
            problem(.geoDatabase, "the file \(path) cannot be read")
            return nil
        }
        let usual = [
            "\(directory)/country.mmdb", "/var/lib/GeoIP/GeoLite2-Country.mmdb",
            "/usr/share/GeoIP/GeoLite2-Country.mmdb",
        ]
        let found = usual.first { FileManager.default.isReadableFile(atPath: $0) }
        list(.geoDatabase, found ?? "(none found: countries stay unknown)")
        return found
    }

    /// The least urgent messages that are logged.
    mutating func logLevel() -> Logger.Level {
        let allowed = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        return text(.logLevel, allowed: allowed) { Logger.Level(rawValue: $0.lowercased()) } ?? .info
    }
}
