// SPDX-License-Identifier: Apache-2.0

import Codes

/// A code as the Qrius API shows it.
struct QriusObject: Sendable {
    /// The address at which everything is answered, without a slash at the end.
    let publicURL: String
    /// Signs the links to pictures.
    let links: LinkSigner

    /// Where the picture is fetched, without a key.
    func pictureURL(of code: Code) -> String {
        "\(publicURL)/qr/\(code.id.prefixed)/image?signature=\(links.signature(of: code.id))"
    }

    /// The members that the answer to a creating request has.
    func writeMade(_ code: Code, to writer: inout JSONWriter) {
        writer.member("id", code.id.prefixed)
        writer.member("slug", code.id.text)
        writer.member("name", code.settings.name)
        writer.member("qrCodeUrl", pictureURL(of: code))
        writer.member("shortUrl", "\(publicURL)/\(code.id)")
        writer.member("destinationUrl", code.payload.isSealed ? nil : code.payload.text)
        writer.member("tags", code.settings.tags.map(\.text))
        writer.member("createdAt", code.createdAt)
    }

    /// The same, and what a code comes to have in its life.
    func write(_ code: Code, to writer: inout JSONWriter) {
        writeMade(code, to: &writer)
        writer.member("description", code.settings.description)
        writer.member("isActive", code.settings.status == .active)
        writer.member("totalScans", code.tally.scans)
        writer.member("lastScannedAt", code.tally.lastScannedAt)
        writer.member("updatedAt", code.updatedAt)
    }
}
