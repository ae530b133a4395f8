// SPDX-License-Identifier: Apache-2.0

import Styling
import Synchronization

/// What is found at addresses of pictures, and what was asked of them.
final class PictureAddresses: Sendable {
    private let state = Mutex<(files: [String: [UInt8]], fetched: [String], isBusy: Bool)>(([:], [], false))

    /// The addresses that were asked, in order.
    var fetched: [String] { state.withLock { $0.fetched } }

    func put(_ file: [UInt8], at address: String) { state.withLock { $0.files[address] = file } }

    func remove(_ address: String) { state.withLock { $0.files[address] = nil } }

    /// From now on, so much is being decoded that nothing more is taken.
    func beBusy() { state.withLock { $0.isBusy = true } }

    func fetch(_ address: String) throws(PictureFailure) -> [UInt8] {
        guard !state.withLock(\.isBusy) else { throw .tooManyWaiting }
        let file = state.withLock { state in
            state.fetched.append(address)
            return state.files[address]
        }
        guard let file else { throw .refused("nothing is there; allowed: a picture") }
        return file
    }
}
