// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Management

/// The entity tag of a code: its version and its tally, such as `"3.1207"`.
///
/// Both are part of what is shown, so that a reader who asks with `If-None-Match` learns of new scans. Only the version
/// counts for `If-Match`: a scan in between must not refuse an edit. A weak tag matches nothing there.
enum CodeTag {
    static func text(of code: Code) -> String { "\"\(code.version).\(code.tally.scans)\"" }

    /// The version that a caller believes to edit; nil for whatever is there.
    ///
    /// `current` reads the code, which is needed where the header names several versions.
    static func expectedVersion(
        in headers: HTTPFields,
        current: () async throws -> Code,
    ) async throws -> Int? {
        guard let header = headers[.ifMatch] else { return nil }
        let tags = EntityTags(header)
        if tags.isAny { return nil }
        let versions = Set(tags.strong.compactMap(version))
        if versions.count < 2 { return versions.first ?? noVersion }
        let version = try await current().version
        return versions.contains(version) ? version : noVersion
    }

    /// A version that no code has: they count from 1.
    private static let noVersion = 0

    private static func version(of tag: String) -> Int? {
        tag.dropFirst().dropLast().split(separator: ".", omittingEmptySubsequences: false).first.flatMap { Int($0) }
    }
}
