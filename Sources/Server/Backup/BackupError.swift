// SPDX-License-Identifier: Apache-2.0

import Bulk
import Foundation
import Scans
import Store

/// Why there is no backup.
package struct BackupError: Error, Sendable, CustomStringConvertible {
    /// What failed, and what can be done about it.
    package let description: String

    init(_ description: String) { self.description = description }

    /// Words what a part of the program says.
    init(_ error: any Error) {
        switch error {
        case let error as BackupError: self = error
        case let error as StoreError: self.init(error.description)
        case let error as JournalError: self.init(error.description)
        case let error as BulkFileError: self.init(error.description)
        default: self.init(error.localizedDescription)
        }
    }
}
