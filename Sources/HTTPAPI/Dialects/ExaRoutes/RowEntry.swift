// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Foundation
import QRRender

/// Words what became of a row as the older API does.
enum RowEntry {
    /// The pictures of a code: one, or one for each of its sources.
    enum Pictures {
        case one(RenderedImage)
        case ofSources([(source: String, image: RenderedImage)])

        /// How many there are.
        var count: Int {
            switch self {
            case .one: 1
            case .ofSources(let pictures): pictures.count
            }
        }
    }

    /// A code and its pictures; `scanReport` has the form of `QRs`, and is left out where rows have the published members
    /// and no others.
    static func code(
        _ code: Code,
        at url: String,
        uid: JSONValue,
        _ pictures: Pictures,
        hasReport: Bool,
    ) -> BulkEntry {
        let json = JSONWriter.bytes(reservingCapacity: 2_048) { writer in
            writer.object { writer in
                writer.member("id", code.id.text)
                writer.name("uid")
                writer.value(uid)
                writer.member("url", url)
                write(pictures, to: &writer)
                if hasReport { writeReport(on: pictures, to: &writer) }
            }
        }
        return BulkEntry(.dynamic, uid: text(of: uid), json: json)
    }

    /// A picture.
    static func picture(_ image: RenderedImage, uid: JSONValue) -> BulkEntry {
        let json = JSONWriter.bytes(reservingCapacity: 2_048) { $0.string(dataURI(of: image)) }
        return BulkEntry(.fixed, uid: text(of: uid), json: json)
    }

    /// A row of which nothing was made.
    static func failure(_ message: String, code: Int, uid: JSONValue) -> BulkEntry {
        let json = JSONWriter.bytes { writer in
            writer.object { writer in
                writer.name("uid")
                writer.value(uid)
                writer.member("status", "failed")
                writer.member("message", message.shortened(to: 1_000))
                writer.member("code", code)
            }
        }
        return BulkEntry(.failed, uid: text(of: uid), json: json)
    }

    /// The picture in a text (RFC 2397).
    static func dataURI(of image: RenderedImage) -> String {
        "data:\(image.format.mediaType);base64,\(Data(image.bytes).base64EncodedString())"
    }

    private static func write(_ pictures: Pictures, to writer: inout JSONWriter) {
        switch pictures {
        case .one(let image): writer.member("QRs", dataURI(of: image))
        case .ofSources(let images):
            writer.member("QRs") { writer in
                for (source, image) in images { writer.member(source, dataURI(of: image)) }
            }
        }
    }

    private static func writeReport(on pictures: Pictures, to writer: inout JSONWriter) {
        func write(_ name: String, _ image: RenderedImage, _ writer: inout JSONWriter) {
            guard let report = image.scanReport else { return writer.member(name, String?.none) }
            writer.member(name) { ScanReportObject.write(report, to: &$0) }
        }
        switch pictures {
        case .one(let image): write("scanReport", image, &writer)
        case .ofSources(let images):
            writer.member("scanReport") { writer in
                for (source, image) in images { write(source, image, &writer) }
            }
        }
    }

    private static func text(of uid: JSONValue) -> String {
        switch uid {
        case .string(let text): text
        case .integer(let number): String(number)
        default: ""
        }
    }
}
