// SPDX-License-Identifier: Apache-2.0

import Codes

/// The items of a batch as they came: places in the text of the body, each checked to be JSON.
///
/// They become values one at a time: as a whole, a body of 25 MB would take half a gigabyte.
struct BatchList: Sendable {
    private let body: [UInt8]
    private let places: [Range<Int>]
    private let depth: Int

    /// Far more than an item has fields; a value takes more memory than its text.
    private static let mostValues = 10_000

    /// Finds the items.
    /// - Throws: a problem: no JSON, no object, no array of items, or no items.
    init(_ body: [UInt8], depth: Int) throws(Problem) {
        do throws(JSONFault) {
            try JSONCheck.check(body.span, depth: depth)
        } catch {
            let (line, column) = error.position(in: body)
            throw Problem(
                .invalidJSON, "the body is not valid JSON at line \(line), column \(column): \(error.reason)", )
        }
        guard let lists = JSONPlaces.members(named: "items", of: body) else {
            throw Problem(.invalidType, #"the body must be an object: {"items": [...]}"#)
        }
        guard let list = lists.first, lists.count == 1 else {
            guard lists.isEmpty else { throw Problem(.invalidJSON, "the name \"items\" stands twice in the body") }
            throw Self.refusal("items is required")
        }
        guard let places = JSONPlaces.elements(at: list, of: body) else {
            let kind = Self.kind(at: list, of: body)
            let detail = "items must be an array of requests, not \(kind)"
            throw Problem(faults: [FieldFault("/items", detail, kind: .wrongType)])
        }
        guard !places.isEmpty else { throw Self.refusal("items is empty; send at least one request") }
        self.body = body
        self.places = places
        self.depth = depth
    }

    /// How many there are.
    var count: Int { places.count }

    /// What it takes of memory while it waits.
    var bytes: Int { body.count + places.count * MemoryLayout<Range<Int>>.stride }

    /// The fields of an item.
    /// - Throws: ``CodeError/invalid(_:)`` where it is no object, or has a fault that only shows when it is read.
    func members(at index: Int) throws(CodeError) -> [String: JSONValue] {
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONParser.parse(Array(body[places[index]]), depth: depth, most: Self.mostValues)
        } catch {
            throw .invalid("", "the item cannot be read: \(error.reason)")
        }
        guard let members = value.members else {
            throw .invalid("", "the item must be an object, not \(value.kind)", kind: .wrongType)
        }
        return members
    }

    private static func refusal(_ detail: String) -> Problem {
        Problem(.emptyBatch, detail, faults: [FieldFault("/items", detail)])
    }

    /// What a checked value is that is no array, told by its first byte: the whole of it may be 25 MB.
    private static func kind(at place: Range<Int>, of body: [UInt8]) -> String {
        switch body[place].first {
        case UInt8(ascii: "{"): "an object"
        case UInt8(ascii: "\""): "a string"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "a boolean"
        case UInt8(ascii: "n"): "null"
        default: "a number"
        }
    }
}
