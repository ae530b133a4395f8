// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Logging
package import Outbound
package import Redirect
package import Scans

/// The effective configuration: every value checked, every default filled in.
package struct Settings: Sendable {
    /// The address to listen on.
    package let host: String
    /// The TCP port to listen on; 0 lets the system choose.
    package let port: Int
    /// The listener with TLS; nil where there is none.
    package let tls: TLSSettings?
    /// The address that printed codes carry, without a slash at the end; nil for the one listened on.
    package let publicURL: String?
    /// The folder that everything is kept in.
    package let dataDirectory: String
    /// The path of the SQLite file.
    package let databasePath: String
    /// The secret that the operator chose; nil for the one in the data directory.
    let secret: String?
    /// What the operator changed about the pages that scanners see.
    package let pageTheme: PageTheme
    /// The plans.
    package let plans: PlanCatalog
    /// How long a redirect is kept in memory.
    package let cacheTTL: Duration
    /// How many bytes of memory redirects may take.
    package let cacheBytes: Int
    /// How many bytes of memory rendered pictures may take.
    package let renderCacheBytes: Int
    /// How long the result of a bulk job waits to be fetched.
    package let bulkRetention: Duration
    /// How many bytes of disk the rows and results of bulk jobs may take.
    package let bulkBytes: Int
    /// How many bytes of disk scans that are not in the store yet may take.
    package let journalBytes: Int
    /// How often scans are forced to the disk.
    package let journalSync: JournalSync
    /// How many UTC days scans are kept one by one; nil for ever.
    package let scanRetention: Int?
    /// The proxies whose headers are believed.
    package let trustedProxies: TrustedProxies
    /// Networks that logos may be fetched from although they are not public.
    package let fetchNetworks: [AddressBlock]
    /// The paths of fonts for labels in scripts that the built-in one lacks.
    package let labelFonts: [String]
    /// The country database; nil where none was found.
    package let geoDatabase: String?
    /// The least urgent messages that are logged.
    package let logLevel: Logger.Level
    /// How long a shutdown waits for requests in flight.
    package let shutdownGrace: Duration
    /// The values as they were given or defaulted, for `waymark config`.
    package let listing: [Listed]
    /// Things that are probably not meant, such as a variable that no setting has.
    package let warnings: [String]

    /// A setting as `waymark config` prints it.
    package struct Listed: Sendable, Hashable {
        /// The setting's name.
        package let name: String
        /// Its effective value.
        package let value: String
        /// Whether nothing was set and this is the default.
        package let isDefault: Bool
    }

    /// Reads the configuration.
    /// - Parameters:
    ///   - flags: values given on the command line.
    ///   - environment: the environment variables.
    ///   - file: the settings file; nil for `waymark.env` in the working directory, where there is one.
    /// - Returns: the settings, every one of them checked.
    /// - Throws: ``InvalidSettings`` with every problem.
    package static func load(
        flags: [Setting: String] = [:],
        environment: [String: String],
        file: String? = nil,
    ) async throws(InvalidSettings) -> Settings {
        var reader = try await SettingsReader(flags: flags, environment: environment, file: file)
        return try reader.settings()
    }
}

extension SettingsReader {
    /// Checks every setting.
    fileprivate mutating func settings() throws(InvalidSettings) -> Settings {
        let directory = text(.dataDirectory) { $0.isEmpty ? nil : $0 } ?? ""
        let settings = Settings(
            host: text(.host, allowed: "a host name or an address") { $0.contains(" ") || $0.isEmpty ? nil : $0 } ?? "",
            port: integer(.port, in: 0...65_535),
            tls: tls(),
            publicURL: publicURL(),
            dataDirectory: directory,
            databasePath: databasePath(in: directory),
            secret: secret(),
            pageTheme: pageTheme(),
            plans: plans(),
            cacheTTL: .seconds(integer(.cacheTTL, in: 1...86_400)),
            cacheBytes: bytes(.cacheBytes, atLeast: 1 << 20),
            renderCacheBytes: bytes(.renderCacheBytes, atLeast: 0),
            bulkRetention: .seconds(integer(.bulkRetention, in: 1...31_536_000)),
            bulkBytes: bytes(.bulkBytes, atLeast: 1 << 20),
            journalBytes: bytes(.journalBytes, atLeast: 1 << 20),
            journalSync: journalSync(),
            scanRetention: scanRetention(),
            trustedProxies: trustedProxies(),
            fetchNetworks: fetchNetworks(),
            labelFonts: labelFonts(),
            geoDatabase: geoDatabase(in: directory),
            logLevel: logLevel(),
            shutdownGrace: .seconds(integer(.shutdownGrace, in: 1...600)),
            listing: listing,
            warnings: warnings,
        )
        guard problems.isEmpty else { throw InvalidSettings(problems: problems) }
        return settings
    }
}
