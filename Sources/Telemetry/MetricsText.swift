// SPDX-License-Identifier: Apache-2.0

/// Metrics in the text format of Prometheus (version 0.0.4), which everything that collects metrics reads.
package struct MetricsText: Sendable {
    /// What `Content-Type` says of it.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// One value of a metric that has several.
    package struct Sample: Sendable {
        let label: String
        let of: String
        let value: Double

        /// Names the value.
        /// - Parameters:
        ///   - label: what tells the values of the metric apart.
        ///   - of: which of them this is.
        ///   - value: the value.
        package init(_ label: String, _ of: String, _ value: some BinaryInteger) {
            self.label = label
            self.of = of
            self.value = Double(value)
        }
    }

    /// The lines so far.
    package private(set) var text = ""

    /// Begins an empty text.
    package init() {}

    /// Adds a metric of one value.
    package mutating func add(_ name: MetricName, _ value: some BinaryInteger) { add(name, Double(value)) }

    /// Adds a metric of one value.
    package mutating func add(_ name: MetricName, _ value: Double) {
        describe(name)
        text += "\(name.rawValue) \(Self.number(value))\n"
    }

    /// Adds a metric of several values.
    package mutating func add(_ name: MetricName, _ samples: Sample...) {
        describe(name)
        for sample in samples {
            text += "\(name.rawValue){\(sample.label)=\"\(Self.escaped(sample.of))\"} \(Self.number(sample.value))\n"
        }
    }

    private mutating func describe(_ name: MetricName) {
        text += "# HELP \(name.rawValue) \(name.help)\n# TYPE \(name.rawValue) \(name.kind.rawValue)\n"
    }

    /// Whole numbers without a fraction, as people like to read them.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }

    /// A backslash, a quotation mark and a line feed are written with a backslash.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
