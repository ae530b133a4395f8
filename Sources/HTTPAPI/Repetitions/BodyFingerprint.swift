// SPDX-License-Identifier: Apache-2.0

import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// The SHA-256 of a request: method, path with query, and the body as far as it was read; of a form without its boundary.
final class BodyFingerprint: Sendable {
    private struct Sum {
        var whole: SHA256
        /// Nil where the body is no form, and is taken as it is.
        var form: FormSum?

        mutating func add(_ part: ByteBuffer) {
            if form == nil { whole.add(part) } else { form?.add(part) }
        }
    }

    private let sum: Mutex<Sum>

    init(_ request: Request) {
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.uri.string)\n".utf8))
        sum = Mutex(Sum(whole: hash, form: FormSum(contentType: request.headers[.contentType])))
    }

    /// Takes a piece of the body.
    func add(_ part: ByteBuffer) { sum.withLock { $0.add(part) } }

    /// The sum of what was taken by now.
    var value: [UInt8] {
        var sum = sum.withLock { $0 }
        if let form = sum.form { sum.whole.update(data: form.value) }
        return Array(sum.whole.finalize())
    }
}
