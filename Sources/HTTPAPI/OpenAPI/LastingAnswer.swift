// SPDX-License-Identifier: Apache-2.0

import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// An answer that is the same for everybody as long as the program runs: made when it is first asked for, and kept.
final class LastingAnswer: Endpoint {
    /// What is kept.
    private struct Kept {
        let headers: HTTPFields
        let body: ByteBuffer
    }

    private let make: @Sendable () -> (headers: HTTPFields, body: [UInt8])
    private let kept = Mutex<Kept?>(nil)

    /// `make` is called once; its headers say what the body is, and how long it may be kept.
    init(_ make: @escaping @Sendable () -> (headers: HTTPFields, body: [UInt8])) { self.make = make }

    func answer(_ call: Call) async throws -> Response {
        let kept = kept.withLock { kept in
            let found = kept ?? made()
            kept = found
            return found
        }
        if let known = call.request.headers[.ifNoneMatch], let tag = kept.headers[.eTag],
            EntityTags(known).contains(tag)
        {
            return .empty(.notModified, headers: kept.headers)
        }
        return Response(status: .ok, headers: kept.headers, body: ResponseBody(byteBuffer: kept.body))
    }

    private func made() -> Kept {
        var (headers, body) = make()
        let digest = SHA256.hash(data: body).prefix(16)
        headers[.eTag] = "\"" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
        return Kept(headers: headers, body: ByteBuffer(bytes: body))
    }
}
