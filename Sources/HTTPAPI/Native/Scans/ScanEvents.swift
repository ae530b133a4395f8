// SPDX-License-Identifier: Apache-2.0

import Scans
import Store

/// How scans are told as server-sent events.
enum ScanEvents {
    /// One event a scan, and one behind them where scans were missed.
    static func text(_ news: LiveScanWatcher.News) -> String {
        let scans = news.scans.map { scan in
            let data = JSONWriter.text { RecordedScanObject(scan: scan).write(to: &$0) }
            return "event: scan\nid: \(scan.number)\ndata: \(data)\n\n"
        }
        return scans.joined() + (news.skipped > 0 ? skipped(news.skipped) : "")
    }

    /// That scans are missing here: how many, or nil where nobody counted.
    static func skipped(_ count: Int?) -> String {
        "event: skipped\ndata: \(JSONWriter.text { $0.member("skipped", count) })\n\n"
    }

    /// That the stream ends here.
    static func end(_ reason: String) -> String {
        "event: end\ndata: \(JSONWriter.text { $0.member("reason", reason) })\n\n"
    }
}
