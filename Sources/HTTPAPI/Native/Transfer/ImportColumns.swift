// SPDX-License-Identifier: Apache-2.0

import CSV
import Codes

/// In which columns of a file the parts of a code are.
///
/// Names are those of the links' fields in the published interfaces and exports of each service; letter case, blanks,
/// hyphens and underscores make no difference.
package struct ImportColumns: Sendable {
    /// The files that are known.
    package enum Source: String, Sendable, CaseIterable {
        /// An export of this program, or a table with some of its columns.
        case waymark
        /// Bitly.
        case bitly
        /// Rebrandly.
        case rebrandly
        /// Short.io.
        case shortio
        /// TinyURL.
        case tinyurl
        /// Dub.
        case dub
        /// YOURLS.
        case yourls
        /// Kutt.
        case kutt
        /// Shlink.
        case shlink
    }

    /// Which part of a code a column holds.
    package enum Part: String, Sendable, CaseIterable {
        /// Where it leads.
        case destination
        /// The printed id.
        case slug
        /// A whole short link, whose last part is the printed id.
        case link
        /// The name.
        case name
        /// Notes.
        case description
        /// Tags.
        case tags
    }

    /// For each part the columns that may hold it, the best first.
    private let candidates: [Part: [String]]

    /// Takes columns that the caller named.
    package init(_ mapping: [Part: String]) { candidates = mapping.mapValues { [$0] } }

    /// The columns of a known service's files; nil for this program's own, which have all the parts of a code.
    package init?(_ source: Source) {
        guard let candidates = Self.known[source] else { return nil }
        self.candidates = candidates
    }

    /// Whether a file with this header can be read so.
    func fits(_ header: CSVHeader) -> Bool { place(.destination, in: header) != nil }

    /// The source whose columns a header has; nil where that is none.
    static func detect(_ header: CSVHeader) -> Source? {
        if header.contains("id"), header.contains("dataType"), header.contains("destination") { return .waymark }
        if let mark = marks.first(where: { $0.names.allSatisfy(header.contains) }) { return mark.source }
        // A table of one's own. Where a column may hold short links of some service, these are not to be lost.
        return header.contains("destination") && !shortLinks.contains(where: header.contains) ? .waymark : nil
    }

    /// The columns of all services that hold short links.
    private static let shortLinks = known.values.flatMap { $0[.link] ?? [] }

    /// The fields of the code that a line means.
    func members(of record: CSVRecord, under header: CSVHeader) -> [String: JSONValue] {
        func cell(_ part: Part) -> String? {
            place(part, in: header).flatMap { $0 < record.fields.count ? record.fields[$0] : nil }
                .flatMap { $0.isEmpty ? nil : $0 }
        }
        var members: [String: JSONValue] = [:]
        members["destination"] = cell(.destination).map(JSONValue.string)
        let slug = cell(.slug).map { Substring($0) } ?? cell(.link).flatMap { $0.split(separator: "/").last }
        members["id"] = slug.map { .string(String($0.drop { $0 == "/" })) }
        members["name"] = cell(.name).map { .string(String($0.prefix(120))) }
        members["description"] = cell(.description).map(JSONValue.string)
        members["tags"] = cell(.tags).map { .array(Self.tags($0).map(JSONValue.string)) }
        return members
    }

    private func place(_ part: Part, in header: CSVHeader) -> Int? {
        candidates[part]?.lazy.compactMap { header.place(of: $0) }.first
    }

    /// Tags as the services write several into one cell.
    private static func tags(_ cell: String) -> [String] {
        cell.split { ",;|".contains($0) }.map { $0.trimmingSpaces }.filter { !$0.isEmpty }.map(String.init)
    }

    private static let known: [Source: [Part: [String]]] = [
        .bitly: [
            .destination: ["long_url", "destination", "destination_url"], .slug: ["custom_backhalf", "back_half"],
            .link: ["custom_bitlinks", "link", "bitlink", "short_link", "short_url"], .name: ["title"], .tags: ["tags"],
        ],
        .rebrandly: [
            .destination: ["destination", "destination_url"], .slug: ["slashtag"],
            .link: ["shortUrl", "branded_short_link", "link"], .name: ["title"],
            .description: ["notes", "description"],
            .tags: ["tags"],
        ],
        .shortio: [
            .destination: ["originalURL", "original_link"], .slug: ["path", "slug"], .link: ["shortURL", "short_link"],
            .name: ["title"], .tags: ["tags"],
        ],
        .tinyurl: [
            .destination: ["url", "long_url", "destination"], .slug: ["alias"], .link: ["tiny_url", "short_url"],
            .name: ["description", "title"], .tags: ["tags"],
        ],
        .dub: [
            .destination: ["url", "destination_url"], .slug: ["key"], .link: ["shortLink", "link"], .name: ["title"],
            .description: ["comments", "description"], .tags: ["tags", "tagNames"],
        ],
        .yourls: [
            .destination: ["url", "longurl"], .slug: ["keyword"], .link: ["shorturl"], .name: ["title"],
        ],
        .kutt: [.destination: ["target"], .slug: ["address"], .link: ["link"], .description: ["description"]],
        .shlink: [
            .destination: ["longUrl"], .slug: ["shortCode"], .link: ["shortUrl"], .name: ["title"], .tags: ["tags"],
        ],
    ]

    /// The columns by which a service's file is told, asked in this order.
    private static let marks: [(source: Source, names: [String])] = [
        (.rebrandly, ["destination", "slashtag"]), (.yourls, ["keyword", "url"]),
        (.yourls, ["shorturl", "url", "ip"]),
        (.kutt, ["address", "target"]), (.shlink, ["shortCode", "longUrl"]), (.shortio, ["originalURL"]),
        (.shortio, ["original_link"]), (.tinyurl, ["alias", "url"]), (.tinyurl, ["alias", "long_url"]),
        (.tinyurl, ["tiny_url"]), (.bitly, ["long_url"]), (.dub, ["key", "url"]), (.dub, ["shortLink", "url"]),
        (.dub, ["short_link", "destination_url"]),
    ]
}
