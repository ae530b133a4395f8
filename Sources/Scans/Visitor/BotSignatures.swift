// SPDX-License-Identifier: Apache-2.0

/// Tells known bots, link previews and monitors by their user agent.
///
/// A signature is text that stands in a user agent, ASCII letter case ignored. The list is ``bundledText``; what
/// uap-core calls a spider is a bot too. Command
/// line clients (curl, wget) and HTTP libraries are not on it: they are people's scripts and apps as often as robots, and
/// a count that leaves a person out is worse than one that lets a script in.
package struct BotSignatures: Sendable {
    /// The signatures, in lower case.
    private let signatures: [[UInt8]]

    /// The list that comes with the program.
    package static let bundled = BotSignatures(text: bundledText)

    /// Reads a list: one signature a line; blank lines and those that begin with `#` say nothing.
    package init(text: String) {
        signatures = text.split(whereSeparator: \.isNewline)
            .filter { !$0.hasPrefix("#") }
            .map { Array($0.lowercased().utf8) }
    }

    /// Whether a user agent is a known bot's.
    package func matches(_ userAgent: String) -> Bool {
        let bytes = userAgent.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        return signatures.contains { Self.contains(bytes.span, $0.span) }
    }

    /// Whether a user agent is of what uap-core takes for spiders and this list does not: the HTTP libraries of people's
    /// programs, the browser of Kindles, and telephones by Cubot.
    func isProgram(_ userAgent: String) -> Bool {
        let text = userAgent.lowercased()
        return Self.noSpiders.contains(where: text.contains)
    }

    private static let noSpiders = [
        "cubot", "silk/", "java/", "python-urllib", "winhttp", "google-http-java-client", "appengine-google",
    ]

    private static func contains(_ text: Span<UInt8>, _ signature: Span<UInt8>) -> Bool {
        guard !signature.isEmpty, text.count >= signature.count else { return false }
        let first = signature[0]
        for start in 0...(text.count - signature.count) where text[start] == first {
            if (1..<signature.count).allSatisfy({ text[start + $0] == signature[$0] }) { return true }
        }
        return false
    }
}
