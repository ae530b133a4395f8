// SPDX-License-Identifier: Apache-2.0

import QREncoder

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The payloads that every encoder of the comparison is given, and the level at which it writes them.
let payloads: [(name: String, level: ErrorCorrection)] = [("url", .medium), ("vcard", .quartile), ("text", .low)]

let folder = CommandLine.arguments.dropFirst().first ?? "Benchmarks/payloads"
for payload in payloads {
    let path = "\(folder)/\(payload.name).txt"
    guard let text = readText(path) else {
        print("\(path) cannot be read; give the folder of the payload files as the first argument.")
        exit(66)
    }
    let options = EncodingOptions(errorCorrection: payload.level, boostsErrorCorrection: false)
    guard let symbol = try? QRSymbol(text: text, options: options) else {
        print("\(path) does not fit a symbol at level \(payload.level.letter).")
        exit(65)
    }
    let encode = { (try? QRSymbol(text: text, options: options))?.words.count ?? 0 }
    if let allocations = allocations(encode) {
        print("waymark \(payload.name) \(allocations) allocations")
        continue
    }
    let cost = measure(encode)
    print(
        "waymark \(payload.name) version \(symbol.version) level \(payload.level.letter) mask \(symbol.mask)",
        "\(rounded(cost)) us", )
}
