// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Redirect
import Store

extension RedirectTable {
    /// A table over a store whose sealed destinations are opened when they are loaded.
    convenience init(settings: TableSettings, store: any CodeStore, vault: Vault, logger: Logger) {
        self.init(settings: settings) { id throws(StoreError) in
            guard var code = try await store.resolve(id) else { return nil }
            guard let payload = vault.open(code.payload, of: id) else {
                let error = StoreError(
                    .corrupt,
                    operation: "codes.open",
                    detail: "the destination of \(id) was sealed with another secret",
                    hint: "Start the server with the WAYMARK_SECRET, or the file `secret`, that it had then.",
                )
                logger.error("\(error)")
                throw error
            }
            code.payload = payload
            return code
        }
    }
}
