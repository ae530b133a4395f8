// SPDX-License-Identifier: Apache-2.0

/// Words that no code may take, because the server answers at them or a reader would take them for its own pages.
package enum ReservedSlugs {
    private static let words: Set<String> = [
        "about", "account", "admin", "analytics", "api", "app", "assets", "auth", "billing", "bulk", "codes",
        "dashboard", "docs", "export", "favicon", "generate", "health", "healthz", "help", "image", "import",
        "index", "keys", "legal", "login", "logout", "metrics", "openapi", "password", "privacy", "public",
        "readyz", "register", "robots", "scans", "security", "settings", "signin", "signup", "static", "stats",
        "status", "support", "terms", "usage", "validate", "waymark", "webhooks", "well-known", "www",
    ]

    /// Whether a slug is refused; letter case does not matter.
    package static func contains(_ slug: String) -> Bool { words.contains(slug.lowercased()) }
}
