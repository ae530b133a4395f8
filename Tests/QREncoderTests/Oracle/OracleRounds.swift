// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How often every combination is tried: once, unless the environment asks for the long form.
enum OracleRounds {
    static let count = ProcessInfo.processInfo.environment["WAYMARK_ENCODER_ROUNDS"].flatMap(Int.init) ?? 1

    /// Tells what a long form has found, for the record that `Benchmarks/exactness` keeps.
    static func record(_ what: String, cases: Int, differing: Int) {
        guard count > 1 else { return }
        print("exactness: \(what): \(cases) cases, \(differing) differ")
    }
}
