// SPDX-License-Identifier: Apache-2.0

/// All words of all pages in one language.
///
/// Another language is another value of this type.
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

extension PageWords {
    /// English.
    static let english = PageWords(
        language: "en",
        unknown: Message(
            title: "Code not found",
            sentence: "This code leads nowhere. Check that it was scanned or typed completely.",
        ),
        paused: Message(
            title: "Code paused",
            sentence: "The owner of this code has paused it. Please try again later.",
        ),
        ended: Message(
            title: "Code ended",
            sentence: "This code is no longer in use.",
        ),
        unavailable: Message(
            title: "Please try again",
            sentence: "This code cannot be looked up at the moment. Please scan it again in a few seconds.",
        ),
        text: "Text",
        network: Message(title: "Wi-Fi network", sentence: "Join this network in the Wi-Fi settings of your device."),
        networkName: "Network name",
        password: "Password",
        security: "Security",
        openNetwork: "Open, no password",
        hiddenNetwork: "This network is hidden: type its name.",
    )
}
