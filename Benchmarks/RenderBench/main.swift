// SPDX-License-Identifier: Apache-2.0

// usage: RenderBench [FOLDER-OF-PAYLOADS]
//        RenderBench bulk COUNT INCHES DPI
//        RenderBench memory PIXELS STYLE
//        RenderBench calls matrix|png|smallest|rounded|svg|… COUNT

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "bulk": try await Bulk(arguments.dropFirst())?.run()
case "memory": try Memory(arguments.dropFirst())?.run()
case "calls": try Calls(arguments.dropFirst())?.run()
default:
    try Payloads(folder: arguments.first ?? "Benchmarks/payloads").run()
    for look in Look.allCases where look != .plain { try look.run() }
}
