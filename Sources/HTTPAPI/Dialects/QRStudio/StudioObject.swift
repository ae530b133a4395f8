// SPDX-License-Identifier: Apache-2.0

import Codes

/// A dynamic code as the QRStudio API shows it.
struct StudioObject: Sendable {
    /// The address at which everything is answered, without a slash at the end.
    let baseURL: String

    /// The address that the printed symbol of a code holds; of an id of the usual length where there is no code yet.
    func publicURL(of code: Code?) -> String {
        publicURL(ofID: code?.id.text ?? String(repeating: "a", count: CodeID.generatedLength))
    }

    /// Writes the members; `changes` is how often the destination was changed.
    func write(_ code: Code, changes: Int, to writer: inout JSONWriter) {
        writer.member("id", code.id.text)
        writer.member("short_id", code.id.text)
        writer.member("name", code.settings.name)
        writer.member("destination_url", code.payload.isSealed ? nil : code.payload.text)
        writer.member("variants", code.settings.routing.variants) { writer, variant in
            writer.object { writer in
                writer.member("destination_url", variant.destination.text)
                writer.member("weight", variant.weight)
            }
        }
        writer.member("is_active", code.settings.status == .active)
        writer.member("scan_count", code.tally.scans)
        writer.member("last_scanned_at", code.tally.lastScannedAt)
        writer.member("destination_changes_count", changes)
        writer.member("public_url", publicURL(of: code))
        writer.member("created_at", code.createdAt)
        writer.member("updated_at", code.updatedAt)
    }

    private func publicURL(ofID id: String) -> String { "\(baseURL)/q/\(id)/" }
}
