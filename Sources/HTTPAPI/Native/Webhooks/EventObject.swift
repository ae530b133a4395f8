// SPDX-License-Identifier: Apache-2.0

package import Store
import Webhooks

/// What events tell, in the words of the API: codes and scans are the objects that it answers with elsewhere.
package struct EventObject: EventDataWriter {
    private let object: CodeObject

    /// Makes a writer; `publicURL` has no slash at the end.
    package init(publicURL: String) { object = CodeObject(publicURL: publicURL) }

    /// Writes the object that goes into the envelope as `data`.
    package func data(of content: QueuedEvent.Content) -> [UInt8] {
        switch content {
        case .data(let text): return Array(text.utf8)
        case .code(let code):
            return JSONWriter.bytes(reservingCapacity: 1_024) { $0.object { object.write(code, to: &$0) } }
        case .scans(let scans):
            return JSONWriter.bytes(reservingCapacity: 512 * (scans.count + 1)) { writer in
                writer.object { writer in
                    writer.member("count", scans.count)
                    writer.member("scans", scans) { writer, scan in
                        writer.object { RecordedScanObject(scan: scan).write(to: &$0) }
                    }
                }
            }
        }
    }
}
