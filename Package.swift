// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Strict everywhere: unsafe memory is marked, existentials are spelled out, imports are explicit, warnings are errors.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

// The packages this project uses, each with the job it has here.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdHTTP2 = Target.Dependency.product(name: "HummingbirdHTTP2", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "waymark",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "waymark", targets: ["waymark"]),
        .library(name: "QREncoder", targets: ["QREncoder"]),
        .library(name: "QRRender", targets: ["QRRender"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // Libraries of the system.
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
        .systemLibrary(name: "CGIF", providers: [.apt(["libgif-dev"])]),
        .systemLibrary(name: "CHarfBuzz", pkgConfig: "harfbuzz", providers: [.apt(["libharfbuzz-dev"])]),
        .systemLibrary(name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // From text to picture.
        .target(name: "LabelFont", exclude: ["DejaVuSans-Bold.ttf", "LICENSE-DejaVu.txt"]),
        .target(name: "QREncoder", swiftSettings: strict),
        .target(
            name: "QRRender",
            dependencies: [
                "CFreeType", "CGIF", "CHarfBuzz", "CPNG", "CTurboJPEG", "CWebP", "CZlib", "LabelFont", "QREncoder",
                crypto,
            ],
            swiftSettings: strict,
        ),

        // From records to text and back.
        .target(name: "CSV", swiftSettings: strict),

        // From rules to rows.
        .target(
            name: "Codes",
            dependencies: [crypto, cryptoExtras],
            resources: [.embedInCode("Plans/plans.json")],
            swiftSettings: strict,
        ),
        .target(name: "Archive", dependencies: ["CZlib", "Codes"], swiftSettings: strict),
        .target(name: "Store", dependencies: ["Codes"], swiftSettings: strict),
        .target(name: "Management", dependencies: ["Codes", "Store"], swiftSettings: strict),
        .target(
            name: "SQLiteStore",
            dependencies: ["Codes", "Store", crypto, grdb, grdbSQLite],
            resources: [.embedInCode("Migrations")],
            swiftSettings: strict,
        ),

        // From URL to bytes.
        .target(name: "Outbound", dependencies: [asyncHTTPClient, nioCore, nioHTTP1], swiftSettings: strict),

        // From scan to count.
        .target(name: "UserAgentRuleFile", exclude: ["LICENSE-uap-core.txt", "regexes.yaml"]),
        .target(
            name: "Scans",
            dependencies: [
                "CMaxMindDB", "CPCRE2", "Codes", "Store", "UserAgentRuleFile", crypto, logging, serviceLifecycle,
            ],
            swiftSettings: strict,
        ),
        .target(
            name: "Redirect",
            dependencies: ["CEpoll", "Codes", "Scans", "Store", crypto, logging, nioCore, serviceLifecycle],
            swiftSettings: strict,
        ),

        // From fields to style.
        .target(
            name: "Styling",
            dependencies: ["Codes", "QREncoder", "QRRender", "Store", crypto],
            swiftSettings: strict,
        ),

        // From rows to results.
        .target(
            name: "Bulk",
            dependencies: ["Codes", "Store", logging, serviceLifecycle],
            swiftSettings: strict,
        ),

        // From event to receiver.
        .target(
            name: "Webhooks",
            dependencies: ["Codes", "Outbound", "Store", crypto, logging, serviceLifecycle],
            swiftSettings: strict,
        ),

        // From counters to metrics.
        .target(name: "Telemetry", swiftSettings: strict),

        // From request to answer.
        .target(
            name: "OpenAPIFiles",
            exclude: [
                "exaroutes.json", "general.json", "native.json", "operations.json", "qrius.json", "qrstudio.json",
            ],
        ),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "Archive", "Bulk", "CSV", "Codes", "Management", "OpenAPIFiles", "QREncoder", "QRRender", "Redirect",
                "Scans", "Store", "Styling", "Telemetry", "Webhooks", httpTypes, hummingbird, logging, nioCore,
                nioHTTPTypes, serviceLifecycle,
            ],
            swiftSettings: strict,
        ),
        .target(
            name: "Server",
            dependencies: [
                "Bulk", "Codes", "HTTPAPI", "Management", "Outbound", "QRRender", "Redirect", "SQLiteStore", "Scans",
                "Store", "Styling", "Telemetry", "Webhooks", configuration, httpTypes, hummingbird, hummingbirdCore,
                hummingbirdHTTP2, logging, nioCore, nioHTTPTypes, nioPosix, nioSSL, nioTLS, serviceLifecycle,
                unixSignals,
            ],
            swiftSettings: strict,
        ),
        .executableTarget(
            name: "waymark",
            dependencies: [
                "Archive", "Bulk", "CSV", "Codes", "HTTPAPI", "Management", "QREncoder", "QRRender", "Scans", "Server",
                "Store", "Styling",
                argumentParser, logging, nioCore,
            ],
            swiftSettings: strict,
        ),

        // Measurements; `make bench` runs them beside their peers.
        .executableTarget(
            name: "JournalBench",
            dependencies: ["Codes", "Scans", "Store", logging],
            path: "Benchmarks/JournalBench",
            swiftSettings: strict,
        ),
        .executableTarget(
            name: "RedirectBench",
            dependencies: ["Codes", "Redirect", "Scans", "Store", logging, nioCore, nioHTTP1, nioPosix],
            path: "Benchmarks/RedirectBench",
            swiftSettings: strict,
        ),
        .executableTarget(
            name: "IngestBench",
            dependencies: ["Codes", "SQLiteStore", "Scans", "Store", logging],
            path: "Benchmarks/IngestBench",
            swiftSettings: strict,
        ),
        .executableTarget(
            name: "EncodeBench",
            dependencies: ["QREncoder"],
            path: "Benchmarks/EncodeBench",
            swiftSettings: strict,
        ),
        .executableTarget(
            name: "RenderBench",
            dependencies: ["QREncoder", "QRRender"],
            path: "Benchmarks/RenderBench",
            swiftSettings: strict,
        ),
        .executableTarget(
            name: "StoreBench",
            dependencies: ["Codes", "SQLiteStore", "Store"],
            path: "Benchmarks/StoreBench",
            swiftSettings: strict,
        ),

        .target(name: "PythonPrograms", path: "Tests/PythonPrograms", swiftSettings: strict),
        .testTarget(
            name: "QREncoderTests",
            dependencies: ["PythonPrograms", "QREncoder"],
            exclude: ["Oracles"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "QRRenderTests",
            dependencies: ["PythonPrograms", "QREncoder", "QRRender"],
            exclude: ["Oracles", "Pictures"],
            swiftSettings: strict,
        ),
        .testTarget(name: "CSVTests", dependencies: ["CSV"], swiftSettings: strict),
        .testTarget(
            name: "CodesTests",
            dependencies: ["Codes", "PythonPrograms"],
            exclude: ["Oracles"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "ArchiveTests",
            dependencies: ["Archive", "Codes", "PythonPrograms"],
            exclude: ["zip_reader.py"],
            swiftSettings: strict,
        ),
        .testTarget(name: "OutboundTests", dependencies: ["Outbound", nioCore, nioPosix], swiftSettings: strict),
        .testTarget(
            name: "ManagementTests",
            dependencies: ["Codes", "Management", "SQLiteStore", "Store"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "StoreConformanceTests",
            dependencies: ["Codes", "SQLiteStore", "Store"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: ["Codes", "SQLiteStore", "Store", grdb],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "ScansTests",
            dependencies: ["Codes", "Scans", "Store", logging, serviceLifecycle],
            exclude: ["Fixtures"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "RedirectTests",
            dependencies: ["Codes", "Redirect", "Scans", "Store", crypto, logging, nioCore],
            exclude: ["Requests"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "Bulk", "Codes", "HTTPAPI", "Management", "QRRender", "Redirect", "SQLiteStore", "Scans", "Store",
                "Styling", "Webhooks",
                httpTypes, hummingbird, hummingbirdTesting, logging, nioCore, nioEmbedded, nioPosix,
            ],
            resources: [.copy("Exchanges")],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "WebhooksTests",
            dependencies: ["Codes", "Outbound", "SQLiteStore", "Store", "Webhooks", logging, serviceLifecycle],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "StylingTests",
            dependencies: ["Codes", "QREncoder", "QRRender", "Store", "Styling"],
            swiftSettings: strict,
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Bulk", "CSV", "Codes", "HTTPAPI", "Management", "QRRender", "Redirect", "Scans", "Server", "Store",
                "Styling", hummingbird, logging, nioCore, nioPosix,
            ],
            exclude: ["Corpus"],
            swiftSettings: strict,
        ),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"], swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: ["Codes", "Scans", "Server", logging, nioCore, nioEmbedded, nioTLS],
            swiftSettings: strict,
        ),
    ],
    swiftLanguageModes: [.v6],
)
