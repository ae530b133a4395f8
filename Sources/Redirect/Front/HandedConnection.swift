// SPDX-License-Identifier: Apache-2.0

package import Scans

/// A connection whose next request is no plain scan: for the ordinary HTTP handlers.
package struct HandedConnection: Sendable {
    /// The socket; whoever takes the connection closes it.
    package let descriptor: Int32
    /// The other end.
    package let peer: IPAddress
    /// What was read and not answered, from the first byte of a request on.
    package let bytes: [UInt8]
    /// Where it came from.
    private let inbox: LoopInbox

    init(descriptor: Int32, peer: IPAddress, bytes: [UInt8], inbox: LoopInbox) {
        self.descriptor = descriptor
        self.peer = peer
        self.bytes = bytes
        self.inbox = inbox
    }

    /// Gives the connection back to the front that it came from.
    /// - Parameters:
    ///   - descriptor: the socket, which is the front's from now on.
    ///   - bytes: what was read of the next request already.
    package func giveBack(_ descriptor: Int32, bytes: [UInt8]) {
        inbox.post(.connection(descriptor, peer, bytes))
    }

    /// Whether bytes may be the beginning of a plain scan, which the front answers for less.
    ///
    /// A path of one word may be, but is more often something else: it stays where it is.
    package static func mayBeScan(_ bytes: Span<UInt8>) -> Bool {
        switch RequestHeadParser.parse(bytes) {
        case .scan(let head): !head.isShortLink
        case .incomplete: true
        case .foreign: false
        }
    }
}
