// SPDX-License-Identifier: Apache-2.0

package import Codes

/// What a scan of an id is answered with, before anything is said about HTTP's bytes.
package enum RedirectAnswer: Sendable, Hashable {
    /// The scanner is sent on.
    case redirect(RedirectTarget)
    /// The scanner gets the payload as a file to open: a contact or an event.
    case file(PayloadFile)
    /// The scanner reads the payload on a small page: a text or a wireless network.
    case page(PayloadPage)
    /// The scanner reads why there is nothing.
    case notice(Notice)

    /// Decides what a code answers with at a moment.
    ///
    /// Pure: the same arguments give the same answer.
    /// - Parameters:
    ///   - code: the code that the store holds under the scanned id, deleted ones too; nil where it holds none.
    ///   - moment: the moment of the scan.
    package init(to code: Code?, at moment: Timestamp) {
        guard let code else {
            self = .notice(.unknown)
            return
        }
        // The end comes before the pause: a paused code can come back, an ended one has had its time.
        if Self.hasEnded(code, at: moment) {
            self = Self.ended(code)
        } else if code.settings.status == .inactive {
            self = .notice(.paused)
        } else {
            self = Self.live(code)
        }
    }

    /// Whether the answer is counted as a scan: whoever gets something from the code is; a notice gives nothing.
    package var isScan: Bool {
        if case .notice = self { return false }
        return true
    }

    private static func hasEnded(_ code: Code, at moment: Timestamp) -> Bool {
        if code.deletedAt != nil { return true }
        return code.settings.expiresAt.map { $0 <= moment } ?? false
    }

    /// What an ended code answers.
    init(ended code: Code) { self = Self.ended(code) }

    /// An ended code leads to its fallback: always with 302, because an end can be moved and a fallback edited.
    private static func ended(_ code: Code) -> RedirectAnswer {
        guard let fallback = code.settings.fallback else { return .notice(.ended) }
        return .redirect(RedirectTarget(status: .found, location: fallback.location))
    }

    private static func live(_ code: Code) -> RedirectAnswer {
        let payload = code.payload
        if let location = payload.location {
            // Only a web address has a query of its own that another can be added to.
            let forwards = code.settings.forwardQuery && payload.type == .url
            let status = code.settings.redirectStatus
            return .redirect(RedirectTarget(status: status, location: location, forwardsQuery: forwards))
        }
        if let file = PayloadFile(payload) { return .file(file) }
        return .page(PayloadPage(payload))
    }
}

/// Why a scan gets nothing.
package enum Notice: Sendable, Hashable, CaseIterable {
    /// No code was ever printed with this id: 404.
    case unknown
    /// The owner paused the code: 404 too, for it may come back.
    case paused
    /// The code was deleted or has expired: 410.
    case ended
    /// The store does not answer and the code is not cached: 503.
    case unavailable
}

/// Where a scan is sent on to.
package struct RedirectTarget: Sendable, Hashable {
    /// The status that sends it.
    package let status: RedirectStatus
    /// The link, printable ASCII without blanks, so that no value can end the header it stands in.
    package let location: String
    /// Whether the query of the scanned URL is added to the link's.
    package let forwardsQuery: Bool

    /// Makes a target; bytes of `location` that a header cannot carry are percent-encoded.
    package init(status: RedirectStatus, location: String, forwardsQuery: Bool = false) {
        self.status = status
        self.location = Self.printable(location)
        self.forwardsQuery = forwardsQuery
    }

    /// The domain checks every link when it is written.
    ///
    /// A store can still be edited by hand, and a line break in a `Location` would be a second header, so the check is
    /// made again where it counts.
    private static func printable(_ link: String) -> String {
        guard !link.utf8.allSatisfy(isPrintable) else { return link }
        var bytes: [UInt8] = []
        for byte in link.utf8 {
            if isPrintable(byte) { bytes.append(byte) } else { bytes.append(percentEncoding: byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPrintable(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
