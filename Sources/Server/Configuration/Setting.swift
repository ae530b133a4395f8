// SPDX-License-Identifier: Apache-2.0

/// Every setting of the program, by the name that its environment variable has.
///
/// A setting is looked for in three places: the flag of the command line, the environment, and the settings file, in
/// this order. The settings file has a `NAME=value` line for each.
package enum Setting: String, Sendable, CaseIterable {
    /// The address to listen on: a host name or an IP address.
    case host = "WAYMARK_HOST"
    /// The TCP port to listen on: 0 to 65535, where 0 lets the system choose.
    case port = "WAYMARK_PORT"
    /// The certificate of the TLS listener: a PEM file with the chain; there is such a listener where it is set.
    case tlsCertificate = "WAYMARK_TLS_CERT"
    /// The private key of the certificate: a PEM file.
    case tlsKey = "WAYMARK_TLS_KEY"
    /// The TCP port to listen on with TLS: 0 to 65535, where 0 lets the system choose.
    case tlsPort = "WAYMARK_TLS_PORT"
    /// The address that printed codes carry, such as `https://qr.example.com`.
    case publicURL = "WAYMARK_PUBLIC_URL"
    /// The folder that everything is kept in.
    case dataDirectory = "WAYMARK_DATA_DIR"
    /// The database: `sqlite:` and a path; a relative path begins in the data directory.
    case databaseURL = "WAYMARK_DATABASE_URL"
    /// What sealing and signing keys are derived from: at least 16 bytes, such as `openssl rand -base64 32` gives; where
    /// none is set, one is made and kept in the data directory.
    case secret = "WAYMARK_SECRET"
    /// A name that stands above the pages scanners see: at most 60 characters.
    case pageBrand = "WAYMARK_PAGE_BRAND"
    /// The color of edges and buttons on these pages, such as `#0055aa`.
    case pageAccent = "WAYMARK_PAGE_ACCENT"
    /// A logo on these pages: an https address.
    case pageLogo = "WAYMARK_PAGE_LOGO"
    /// The plans: a JSON file in the form of `deploy/plans.json`.
    case plans = "WAYMARK_PLANS"
    /// How long a redirect is kept in memory, in seconds: 1 to 86400.
    case cacheTTL = "WAYMARK_CACHE_TTL"
    /// How much memory redirects may take, in bytes with an optional K, M or G.
    case cacheBytes = "WAYMARK_CACHE_BYTES"
    /// How much memory rendered pictures may take, in bytes with an optional K, M or G.
    case renderCacheBytes = "WAYMARK_RENDER_CACHE_BYTES"
    /// How long the result of a bulk job waits to be fetched, in seconds: 1 to 31536000.
    case bulkRetention = "WAYMARK_BULK_RETENTION"
    /// How much disk the rows and results of bulk jobs may take, in bytes with an optional K, M or G.
    case bulkBytes = "WAYMARK_BULK_BYTES"
    /// How much disk scans that are not in the store yet may take, in bytes with an optional K, M or G.
    case journalBytes = "WAYMARK_JOURNAL_BYTES"
    /// How often scans are forced to the disk, in milliseconds, or `batch` or `never`.
    case journalSync = "WAYMARK_JOURNAL_SYNC"
    /// How many days scans are kept one by one, 1 to 36500, or `forever`; counts are kept for ever.
    case scanRetention = "WAYMARK_SCAN_RETENTION"
    /// The proxies whose `X-Forwarded-For` and country headers are believed: addresses and CIDR networks.
    case trustedProxies = "WAYMARK_TRUSTED_PROXIES"
    /// Networks that logos may be fetched from although they are not public, such as `10.0.0.0/8`, separated by commas.
    case fetchNetworks = "WAYMARK_FETCH_NETWORKS"
    /// Fonts for labels in scripts that the built-in one lacks: files separated by colons.
    case labelFonts = "WAYMARK_LABEL_FONTS"
    /// The country database: an MMDB file.
    case geoDatabase = "WAYMARK_GEOIP_DB"
    /// The least urgent messages that are logged.
    case logLevel = "WAYMARK_LOG_LEVEL"
    /// How long a shutdown waits for requests in flight, in seconds: 1 to 600.
    case shutdownGrace = "WAYMARK_SHUTDOWN_GRACE"

    /// The value where nothing is set; nil where that depends on other settings.
    package var standard: String? {
        switch self {
        case .host: "127.0.0.1"
        case .port: "8080"
        case .tlsPort: "8443"
        case .dataDirectory: "./data"
        case .databaseURL: "sqlite:waymark.sqlite"
        case .cacheTTL: "300"
        case .cacheBytes: "64M"
        case .renderCacheBytes: "64M"
        case .bulkRetention: "604800"
        case .bulkBytes: "16G"
        case .journalBytes: "4G"
        case .journalSync: "100"
        case .scanRetention: "400"
        case .trustedProxies, .fetchNetworks, .labelFonts: ""
        case .logLevel: "info"
        case .shutdownGrace: "15"
        case .tlsCertificate, .tlsKey, .publicURL, .secret, .pageBrand, .pageAccent, .pageLogo, .plans, .geoDatabase:
            nil
        }
    }

    /// The key under which the configuration library knows the setting: `WAYMARK_DATA_DIR` is `waymark.data.dir`.
    var key: String { rawValue.lowercased().split(separator: "_").joined(separator: ".") }
}

/// One thing wrong with one setting.
package struct SettingProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The setting's name.
    package let name: String
    /// What is wrong and what is allowed.
    package let detail: String

    /// The name and what is wrong with it.
    package var description: String { "\(name): \(detail)" }
}

/// Everything wrong with the configuration, found in one go.
package struct InvalidSettings: Error, Sendable, CustomStringConvertible {
    /// The problems, in the order of the settings; never empty.
    package let problems: [SettingProblem]

    /// One line for each problem.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
