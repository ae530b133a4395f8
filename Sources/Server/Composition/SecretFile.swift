// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Store

/// The secret that is generated where the operator sets none, in a file of the data directory that only its owner reads.
///
/// Whoever loses it loses the destinations that were sealed with it: a backup of the data directory has to have it.
enum SecretFile {
    /// The secret of the settings, or else the one in the data directory, made where it is missing.
    /// - Throws: ``StoreError`` where the file can be neither read nor made.
    static func secret(_ settings: Settings) throws(StoreError) -> ServerSecret {
        if let text = settings.secret { return ServerSecret(text) }
        let path = "\(settings.dataDirectory)/secret"
        if let kept = read(path) { return ServerSecret(kept) }
        make(path)
        // Two programs may start at once: what is in the file then holds for both.
        guard let made = read(path) else {
            throw StoreError(
                .unavailable,
                operation: "secret",
                detail: "\(path) can be neither read nor made",
                hint: "Let the server write to its data directory, or set WAYMARK_SECRET.",
            )
        }
        return ServerSecret(made)
    }

    private static func read(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 4_096 else { return nil }
        let text = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
        return text.utf8.count >= ServerSecret.shortest ? text : nil
    }

    /// Written whole under another name first, and linked: the link fails where another program was faster.
    private static func make(_ path: String) {
        let beside = "\(path).\(UInt64.random(in: .min ... .max)).new"
        let data = Data((ServerSecret.generate() + "\n").utf8)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: beside, contents: data, attributes: attributes) else { return }
        try? FileManager.default.linkItem(atPath: beside, toPath: path)
        try? FileManager.default.removeItem(atPath: beside)
    }
}
