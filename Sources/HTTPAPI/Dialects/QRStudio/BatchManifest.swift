// SPDX-License-Identifier: Apache-2.0

import Codes
package import QRRender
import Styling

/// `manifest.json` of an archive: which file is which item.
package struct BatchManifest: Sendable {
    /// What the manifest says of one item.
    package struct Row: Sendable {
        /// The name in the archive.
        var fileName: String
        /// The kind of content, as it was given.
        let dataType: String
        let format: ImageFormat
        let style: StyleDraft
        /// The bytes of the picture.
        var bytes = 0
        /// Whether it was drawn for somebody else, or for another item.
        var isHit = false
        /// How long drawing took.
        var milliseconds = 0
        /// The code that was made: its id, and what the symbol holds.
        var code: (id: String, url: String)?
    }

    private let plan: String
    private let rows: [Row]

    /// Makes a manifest; `plan` is the plan under which the items were drawn.
    package init(plan: String, rows: [Row]) {
        self.plan = plan
        self.rows = rows
    }

    /// The file.
    package var bytes: [UInt8] {
        JSONWriter.bytes(reservingCapacity: 256 * rows.count) { writer in
            writer.object { writer in
                writer.member("count", rows.count)
                writer.member("plan", plan)
                writer.member("items", rows.enumerated()) { writer, entry in
                    writer.object { Self.write(entry.element, at: entry.offset, to: &$0) }
                }
            }
        }
    }

    /// The name of the file of an item: four digits, more only where the last item needs them.
    package static func fileName(of index: Int, among count: Int, _ format: ImageFormat) -> String {
        let number = String(index + 1)
        let digits = max(4, String(count).utf8.count)
        return "qr-\(String(repeating: "0", count: digits - number.utf8.count))\(number).\(format.fileExtension)"
    }

    private static func write(_ row: Row, at index: Int, to writer: inout JSONWriter) {
        writer.member("index", index)
        writer.member("filename", row.fileName)
        writer.member("data_type", row.dataType)
        writer.member("format", row.format.rawValue)
        if let inches = row.style.demand.inches {
            writer.name("size_inches")
            writer.literal(inches.shortText)
        }
        writer.member("dpi", row.style.demand.dpi ?? ImageSize.defaultDPI)
        writer.member("bytes", row.bytes)
        writer.member("cache", row.isHit ? "HIT" : "MISS")
        writer.member("duration_ms", row.milliseconds)
        writer.member("has_logo", row.style.hasLogo)
        guard let code = row.code else { return }
        writer.member("dynamic") { writer in
            writer.member("short_id", code.id)
            writer.member("public_url", code.url)
        }
    }
}
