// SPDX-License-Identifier: Apache-2.0

import Codes
import Dispatch

/// Hashes passwords one after the other, away from event loops: each takes a core for some 80 ms and 32 MiB.
struct PasswordHasher: Sendable {
    private let queue = DispatchQueue(label: "waymark.password-hashing")

    /// The hash of a password.
    func hash(_ password: String) async -> PasswordHash {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: PasswordHash(hashing: password)) }
        }
    }
}
