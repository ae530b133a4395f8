// SPDX-License-Identifier: Apache-2.0

import Crypto
import Hummingbird
import NIOCore
import Synchronization

/// The SHA-256 of a request: method, path with query, and the body as far as it was read.
final class BodyFingerprint: Sendable {
    private let hash: Mutex<SHA256>

    init(_ request: Request) {
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.uri.string)\n".utf8))
        self.hash = Mutex(hash)
    }

    /// Takes a piece of the body.
    func add(_ part: ByteBuffer) {
        hash.withLock { hash in
            unsafe part.withUnsafeReadableBytes { unsafe hash.update(bufferPointer: $0) }
        }
    }

    /// The sum of what was taken by now.
    var value: [UInt8] {
        let hash = hash.withLock { $0 }
        return Array(hash.finalize())
    }
}
