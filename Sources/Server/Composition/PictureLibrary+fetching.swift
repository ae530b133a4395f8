// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Outbound
import QRRender
import Store
import Styling

extension PictureLibrary {
    /// Logos and backgrounds that are kept in a store, and fetched from public addresses only.
    static func keeping(in store: any PictureStore, _ settings: Settings) -> PictureLibrary {
        var policy = FetchPolicy()
        policy.allowedNetworks = settings.fetchNetworks
        // Whoever allows a network of his own has servers there on all ports.
        if !settings.fetchNetworks.isEmpty { policy.ports = nil }
        let fetcher = SafeFetcher(policy: policy)
        let threads = QuietThreads(count: decodedAtOnce, name: "logo")
        return PictureLibrary(store: store, clock: { .now }, executor: threads) { address throws(PictureFailure) in
            do throws(FetchError) {
                return try await fetcher.fetch(address, limit: PictureDecoder.byteLimit).bytes
            } catch {
                throw .refused(error.description)
            }
        }
    }
}
