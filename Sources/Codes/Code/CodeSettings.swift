// SPDX-License-Identifier: Apache-2.0

/// What the owner of a code may set beside its payload.
package struct CodeSettings: Sendable, Hashable {
    /// A name for lists: at most 120 characters; nil when none was given.
    package var name: String?
    /// Notes of the owner: at most 2,000 bytes; nil when none were given.
    package var description: String?
    /// Tags, in the order given, without repeats.
    package var tags: [Tag]
    /// The name of the image format that `…/image` answers with, such as `png`.
    package var imageFormat: String
    /// The styling fields as the caller gave them, checked; an empty object is the plain style.
    package var style: [String: JSONValue]
    /// Whether scans are sent on.
    package var status: CodeStatus
    /// The status that sends scanners on.
    package var redirectStatus: RedirectStatus
    /// Whether the query of the scanned URL is added to the destination's.
    package var forwardQuery: Bool
    /// When the code ends by itself; nil for never.
    package var expiresAt: Timestamp?
    /// Where scans lead after the code has ended or was deleted; nil for a page that says so.
    package var fallback: Destination?
    /// How scans are led to more than one destination, and told apart.
    package var routing: Routing
    /// How many scans by people the code answers before it ends; nil for any number.
    package var scanLimit: Int?
    /// What guards the code, in the order given, without repeats.
    package var secure: [Protection]
    /// The password; nil where ``secure`` names none.
    package var password: CodePassword?
    /// Whether the code leads where it leads until the operator unlocks it.
    package var isLocked: Bool

    /// The settings of a code about which nothing was said.
    package init(
        name: String? = nil,
        description: String? = nil,
        tags: [Tag] = [],
        imageFormat: String = "png",
        style: [String: JSONValue] = [:],
        status: CodeStatus = .active,
        redirectStatus: RedirectStatus = .found,
        forwardQuery: Bool = false,
        expiresAt: Timestamp? = nil,
        fallback: Destination? = nil,
        routing: Routing = Routing(),
        scanLimit: Int? = nil,
        secure: [Protection] = [],
        password: CodePassword? = nil,
        isLocked: Bool = false,
    ) {
        self.name = name
        self.description = description
        self.tags = tags
        self.imageFormat = imageFormat
        self.style = style
        self.status = status
        self.redirectStatus = redirectStatus
        self.forwardQuery = forwardQuery
        self.expiresAt = expiresAt
        self.fallback = fallback
        self.routing = routing
        self.scanLimit = scanLimit
        self.secure = secure
        self.password = password
        self.isLocked = isLocked
    }
}
