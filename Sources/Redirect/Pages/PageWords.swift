// SPDX-License-Identifier: Apache-2.0

/// All words of all pages in one language.
///
/// Another language is another value of this type, added to ``all``.
struct PageWords: Sendable, Hashable {
    /// A heading, which is the window's title too, and the sentence below it.
    struct Message: Sendable, Hashable {
        /// The heading.
        let title: String
        /// The sentence.
        let sentence: String
    }

    /// The language as BCP 47 names it.
    let language: String
    /// What ``Notice/unknown`` says.
    let unknown: Message
    /// What ``Notice/paused`` says.
    let paused: Message
    /// What ``Notice/ended`` says.
    let ended: Message
    /// What ``Notice/unavailable`` says.
    let unavailable: Message
    /// The heading above a text.
    let text: String
    /// The heading and sentence above a network.
    let network: Message
    /// What stands before a network's name.
    let networkName: String
    /// What stands before a network's password.
    let password: String
    /// What stands before how a network is secured.
    let security: String
    /// How a network without a password is secured.
    let openNetwork: String
    /// Said of a network that does not announce its name.
    let hiddenNetwork: String
    /// What the page says that asks for a password.
    let passwordPage: PasswordWords

    /// The words of the page that asks for a password; ``password`` stands before the field.
    struct PasswordWords: Sendable, Hashable {
        /// The heading and the sentence.
        let message: Message
        /// What the button says.
        let button: String
        /// Said after a wrong password.
        let wrong: String
        /// Said after too many wrong ones.
        let tooMany: String
    }

    /// Whether the language is written from right to left.
    var isRightToLeft: Bool { language == "ar" }

    /// The words of a notice.
    func message(of notice: Notice) -> Message {
        switch notice {
        case .unknown: unknown
        case .paused: paused
        case .ended: ended
        case .unavailable: unavailable
        }
    }
}
