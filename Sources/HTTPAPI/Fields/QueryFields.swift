// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Styling

/// Reads the query of a request like the fields of a body, with the same strictness and the same words.
///
/// Faults point to `/query/NAME`. A parameter that stands twice is refused, as is one that nobody reads.
struct QueryFields {
    /// The JSON Pointer that stands for the query.
    static let base = "/query"
    private static let mostParameters = 100

    /// The parameters as values of their kinds; one that is not named there is a string.
    ///
    /// What is not of its kind stays a string, for the reader of the field to
    /// refuse with its own words.
    static func members(of request: Request, kinds: [String: StyleField.TextForm]) throws(Problem) -> [String:
        JSONValue]
    {
        guard let query = request.uri.query, !query.isEmpty else { return [:] }
        var members: [String: JSONValue] = [:]
        let pairs = query.split(separator: "&")
        guard pairs.count <= mostParameters else {
            throw Problem(
                .invalidQuery, "the query has \(pairs.count) parameters; at most \(mostParameters) are allowed", )
        }
        for pair in pairs {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decode(halves[0])
            let text = halves.count == 2 ? try decode(halves[1]) : ""
            guard members.updateValue(value(text, kinds[name]), forKey: name) == nil else {
                throw Problem(.invalidQuery, "the parameter \(name.prefix(40)) stands twice; give it once")
            }
        }
        return members
    }

    /// A reader of the parameters.
    static func reader(of request: Request, kinds: [String: StyleField.TextForm] = [:]) throws(Problem) -> FieldReader {
        FieldReader(try members(of: request, kinds: kinds), at: base)
    }

    private static func value(_ text: String, _ kind: StyleField.TextForm?) -> JSONValue {
        switch kind {
        case .whole: Int(text).map(JSONValue.integer) ?? .string(text)
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
        case .flag: ["true": true, "1": true, "false": false, "0": false][text].map(JSONValue.bool) ?? .string(text)
        case .json: (try? JSONParser.parse(Array(text.utf8), depth: 4)) ?? .string(text)
        case nil: .string(text)
        }
    }

    /// The `application/x-www-form-urlencoded` form that browsers and clients give queries: `%XX`, and `+` for a blank.
    private static func decode(_ text: Substring) throws(Problem) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, !digits.hasPrefix("+"), let decoded = UInt8(digits, radix: 16) else {
                throw Problem(.invalidQuery, "the query has a % that is not followed by two hexadecimal digits")
            }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw Problem(.invalidQuery, "the query is not UTF-8, or has the character U+0000")
        }
        return decoded
    }
}
