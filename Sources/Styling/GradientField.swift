// SPDX-License-Identifier: Apache-2.0

import Codes
import QRRender

/// Reads a gradient: `{type, rotation, colorStops: [{offset, color}]}`, as in the open styling vocabulary.
enum GradientField {
    private static let form = "an object of type (linear or radial), rotation (radians) and colorStops (2 to 16)"

    static func gradient(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> Gradient {
        guard let members = value.members else { throw StyleRefusal(name, mustBe: form, not: value) }
        if let stranger = members.keys.sorted().first(where: { !["type", "rotation", "colorStops"].contains($0) }) {
            throw StyleRefusal(name, cannotBe: stranger, allowed: form)
        }
        let read = try stops(members["colorStops"] ?? .null, "\(name).colorStops")
        let kind = try kind(members["type"], "\(name).type")
        let rotation = try rotation(members["rotation"], "\(name).rotation")
        do throws(StyleError) {
            return try Gradient(kind, rotation: rotation, stops: read)
        } catch {
            throw StyleRefusal(name, cannotBe: error.value, allowed: error.allowed)
        }
    }

    private static func stops(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> [Gradient.Stop] {
        guard value != .null else {
            throw StyleRefusal(detail: "\(name) is missing; allowed: a list of 2 to 16 objects of offset and color")
        }
        guard case .array(let stops) = value else {
            throw StyleRefusal(name, mustBe: "a list of 2 to 16 objects of offset and color", not: value)
        }
        guard Gradient.stopRange.contains(stops.count) else {
            throw StyleRefusal(detail: "\(name) has \(stops.count) entries; allowed: 2 to 16")
        }
        var read: [Gradient.Stop] = []
        for (index, stop) in stops.enumerated() { read.append(try self.stop(stop, "\(name)[\(index)]")) }
        return read
    }

    static func color(_ text: String, _ name: String, _ part: StyleError.Field) throws(StyleRefusal) -> Color {
        do throws(StyleError) {
            return try Color(text, field: part)
        } catch {
            throw StyleRefusal(name, cannotBe: error.value, allowed: error.allowed)
        }
    }

    private static func kind(_ value: JSONValue?, _ name: String) throws(StyleRefusal) -> Gradient.Kind {
        guard let value, value != .null else { return .linear }
        guard case .string(let text) = value else { throw StyleRefusal(name, mustBe: "a string", not: value) }
        guard let kind = Gradient.Kind(rawValue: text) else {
            throw StyleRefusal(name, cannotBe: text, allowed: "linear, radial")
        }
        return kind
    }

    private static func rotation(_ value: JSONValue?, _ name: String) throws(StyleRefusal) -> Double {
        switch value {
        case nil, .null?: return 0
        case .integer(let whole)?: return Double(whole)
        case .number(let number)?: return number
        case let value?: throw StyleRefusal(name, mustBe: "a number of radians", not: value)
        }
    }

    private static func stop(_ value: JSONValue, _ name: String) throws(StyleRefusal) -> Gradient.Stop {
        guard let members = value.members, members.keys.allSatisfy({ ["offset", "color"].contains($0) }) else {
            throw StyleRefusal(name, mustBe: "an object of offset and color", not: value)
        }
        let offset: Double
        switch members["offset"] {
        case .integer(let whole)?: offset = Double(whole)
        case .number(let number)?: offset = number
        default: throw StyleRefusal(detail: "\(name).offset must be a number from 0 to 1", kind: .wrongType)
        }
        guard case .string(let text)? = members["color"] else {
            throw StyleRefusal(detail: "\(name).color must be a string: \(Color.allowed)", kind: .wrongType)
        }
        return Gradient.Stop(offset: offset, color: try color(text, "\(name).color", .gradient))
    }
}
