// SPDX-License-Identifier: Apache-2.0

/// Tells known bots, link previews and monitors by their user agent.
///
/// A signature is text that stands in a user agent, ASCII letter case ignored. The list is ``bundledText``; what
/// uap-core calls a spider is a bot too. Command
/// line clients (curl, wget) and HTTP libraries are not on it: they are people's scripts and apps as often as robots, and
/// a count that leaves a person out is worse than one that lets a script in.
package struct BotSignatures: Sendable {
    private let signatures: WordList

    /// The list that comes with the program.
    package static let bundled = BotSignatures(text: bundledText)

    /// Reads a list: one signature a line; blank lines and those that begin with `#` say nothing.
    package init(text: String) {
        signatures = WordList(text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") })
    }

    /// Whether a user agent is a known bot's.
    package func matches(_ userAgent: String) -> Bool { signatures.isFound(in: userAgent) }

    /// Whether a user agent is of what uap-core takes for spiders and this list does not: the HTTP libraries of people's
    /// programs, the browser of Kindles, and telephones by Cubot.
    func isProgram(_ userAgent: String) -> Bool { Self.noSpiders.isFound(in: userAgent) }

    private static let noSpiders = WordList([
        "cubot", "silk/", "java/", "python-urllib", "winhttp", "google-http-java-client", "appengine-google",
    ])
}
