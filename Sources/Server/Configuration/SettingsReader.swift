// SPDX-License-Identifier: Apache-2.0

import Configuration
import Foundation
import SystemPackage

/// Reads settings one by one from their layers and remembers every problem.
///
/// The configuration library answers with a default where a value is malformed; this layer takes the text and says
/// what is wrong with it, because a server that runs with other settings than its operator wrote is a trap.
struct SettingsReader {
    private let layers: ConfigReader
    private(set) var problems: [SettingProblem] = []
    private(set) var listing: [Settings.Listed] = []
    let warnings: [String]

    init(flags: [Setting: String], environment: [String: String], file: String?) async throws(InvalidSettings) {
        let given = Dictionary(
            uniqueKeysWithValues: flags.map { (AbsoluteConfigKey($0.key.key.components), $0.value) })
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: given.mapValues { ConfigValue(.string($0), isSecret: false) }),
            EnvironmentVariablesProvider(environmentVariables: environment),
        ]
        do {
            let path = FilePath(file ?? "waymark.env")
            providers.append(
                try await EnvironmentVariablesProvider(environmentFilePath: path, allowMissing: file == nil))
        } catch {
            let detail = "the settings file \(file ?? "waymark.env") cannot be read: \(error)"
            throw InvalidSettings(problems: [SettingProblem(name: "--config", detail: detail)])
        }
        layers = ConfigReader(providers: providers)
        warnings = Self.unknownNames(in: environment)
    }

    /// The text of a setting, or nil where nothing is set and there is no default.
    mutating func given(_ setting: Setting) -> String? {
        let value = layers.string(forKey: ConfigKey(setting.key.components)) ?? setting.standard
        // Compose files and unit files pass on an empty variable for one that nobody set.
        return value?.isEmpty == true && setting.standard == nil ? nil : value
    }

    /// Takes note of a setting's effective value for `waymark config`.
    mutating func list(_ setting: Setting, _ value: String) {
        let isDefault = layers.string(forKey: ConfigKey(setting.key.components)) == nil
        listing.append(Settings.Listed(name: setting.rawValue, value: value, isDefault: isDefault))
    }

    /// Takes note of a problem.
    mutating func problem(_ setting: Setting, _ detail: String) {
        problems.append(SettingProblem(name: setting.rawValue, detail: detail))
    }

    /// A setting read by `parse`; nil and a problem where that gives nil.
    mutating func text<Value>(
        _ setting: Setting,
        allowed: String = "a text that is not empty",
        _ parse: (String) -> Value?,
    ) -> Value? {
        guard let given = given(setting) else { return nil }
        list(setting, given)
        if let value = parse(given) { return value }
        problem(setting, "\"\(given)\" is not allowed; give \(allowed)")
        return nil
    }

    /// A whole number inside a range.
    mutating func integer(_ setting: Setting, in range: ClosedRange<Int>) -> Int {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return text(setting, allowed: allowed) { Int($0).flatMap { range.contains($0) ? $0 : nil } } ?? range.lowerBound
    }

    /// A number of bytes with an optional K, M or G (powers of 1,024).
    mutating func bytes(_ setting: Setting, atLeast minimum: Int) -> Int {
        text(setting, allowed: "a number of bytes such as 64M, at least \(minimum)") { text in
            let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
            let shift = text.last.flatMap { units[Character($0.uppercased())] }
            guard let number = Int(shift == nil ? text : String(text.dropLast())), number >= 0 else { return nil }
            let (value, overflow) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
            return overflow || value < minimum ? nil : value
        } ?? minimum
    }

    private static func unknownNames(in environment: [String: String]) -> [String] {
        let known = Set(Setting.allCases.map(\.rawValue))
        return environment.keys.sorted().filter { $0.hasPrefix("WAYMARK_") && !known.contains($0) }
            .map { "\($0) is set, but there is no such setting; `waymark config` lists them" }
    }
}

extension String {
    /// The parts of a configuration key.
    fileprivate var components: [String] { split(separator: ".").map(String.init) }
}
