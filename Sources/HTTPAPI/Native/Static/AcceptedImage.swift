// SPDX-License-Identifier: Apache-2.0

import QRRender
import Styling

/// What an `Accept` header (RFC 9110 section 12.5.1) says about pictures as against JSON.
struct AcceptedImage: Equatable {
    /// Whether the caller would rather have a picture's bytes than JSON.
    private(set) var isPreferred = false
    /// The formats that are named, best first; empty where any will do.
    private(set) var formats: [ImageFormat] = []

    init(_ header: String?) {
        guard let header else { return }
        var best = (image: 0.0, json: 0.0)
        var named: [(format: ImageFormat, quality: Double)] = []
        for range in header.lowercased().split(separator: ",").prefix(50) {
            let parts = range.split(separator: ";").map { $0.trimmingSpaces }
            guard let type = parts.first else { continue }
            let quality = parts.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if ["application/json", "application/*", "*/*"].contains(type) {
                best.json = max(best.json, quality)
            } else if type == "image/*" {
                best.image = max(best.image, quality)
            } else if let format = NativeStyleRules.formats.first(where: { $0.mediaType == type }) {
                best.image = max(best.image, quality)
                named.append((format, quality))
            }
        }
        isPreferred = best.image > best.json
        formats = named.filter { $0.quality > 0 }.sorted { $0.quality > $1.quality }.map(\.format)
    }
}
