// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// Bounds how often passwords are guessed: for each code and client address, and for each code from everywhere.
///
/// Fixed windows of five minutes. Confined to a lock.
struct AttemptLimiter {
    private struct Key: Hashable {
        let code: Int64
        /// The client's network; nil counts all of the code's.
        let network: UInt128?
    }

    private struct Window {
        let began: Int64
        var attempts: Int
    }

    /// How long a window is, in milliseconds.
    static let window: Int64 = 300_000
    /// Attempts in a window for one address.
    static let perAddress = 5
    /// Attempts in a window for one code from all addresses together.
    static let perCode = 100
    /// The most windows that are kept: about a megabyte.
    static let capacity = 16_384

    private var windows: [Key: Window] = [:]

    /// Counts an attempt before it is checked.
    /// - Returns: nil where it may be made, or the seconds to wait.
    mutating func attempt(on code: Int64, from address: IPAddress, at uptime: Int64) -> Int? {
        let network = address.clientNetwork
        makeRoom(at: uptime)
        let one = wait(Key(code: code, network: network), most: Self.perAddress, at: uptime)
        // An address that has to wait anyway uses up nothing of what others have.
        return one ?? wait(Key(code: code, network: nil), most: Self.perCode, at: uptime)
    }

    private mutating func wait(_ key: Key, most: Int, at uptime: Int64) -> Int? {
        var window = windows[key] ?? Window(began: uptime, attempts: 0)
        if uptime - window.began >= Self.window { window = Window(began: uptime, attempts: 0) }
        guard window.attempts < most else { return Int((window.began + Self.window - uptime + 999) / 1_000) }
        window.attempts += 1
        windows[key] = window
        return nil
    }

    private mutating func makeRoom(at uptime: Int64) {
        guard windows.count >= Self.capacity else { return }
        windows = windows.filter { uptime - $0.value.began < Self.window }
        // Full of windows that run: the older half goes. The bound for each code holds all the same, for its window is
        // among the busiest and is kept.
        guard windows.count >= Self.capacity else { return }
        let kept = windows.sorted { left, right in
            let (first, second) = (left.key.network == nil ? 1 : 0, right.key.network == nil ? 1 : 0)
            return (first, left.value.began) > (second, right.value.began)
        }
        windows = Dictionary(uniqueKeysWithValues: kept.prefix(Self.capacity / 2).map { ($0.key, $0.value) })
    }
}
