// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What this process uses, as the kernel tells it under `/proc/self`.
package struct ProcessUsage: Sendable {
    /// Seconds of user and system time.
    package let processorSeconds: Double
    /// Bytes of resident memory.
    package let residentBytes: Int
    /// Open file descriptors; nil where the folder cannot be read.
    package let openFiles: Int?
    /// The most that there may be.
    package let mostFiles: Int

    /// Asks the kernel.
    package static var now: ProcessUsage {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        var files = rlimit()
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        return ProcessUsage(
            processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            residentBytes: residentPages() * Int(sysconf(Int32(_SC_PAGESIZE))),
            openFiles: try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
            mostFiles: Int(clamping: files.rlim_cur),
        )
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// The second number of `/proc/self/statm` (proc(5)).
    private static func residentPages() -> Int {
        let text = FileManager.default.contents(atPath: "/proc/self/statm").map { String(decoding: $0, as: UTF8.self) }
        let fields = text?.split(separator: " ") ?? []
        return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    }
}
