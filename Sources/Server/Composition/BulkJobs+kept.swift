// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Store

extension BulkJobs {
    /// The jobs of a store, with their files in the data directory.
    static func kept(_ settings: Settings, in store: any WaymarkStore, _ rows: any RowMaker) throws -> BulkJobs {
        let services = BulkServices(
            store: store,
            folder: try BulkFolder(path: "\(settings.dataDirectory)/bulk"),
            maker: rows,
            plans: settings.plans,
            clock: { .now },
        )
        return BulkJobs(services, limits: Limits(retention: settings.bulkRetention, diskBytes: settings.bulkBytes))
    }
}
