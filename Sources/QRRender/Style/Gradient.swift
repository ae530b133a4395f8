// SPDX-License-Identifier: Apache-2.0

/// Colors that run into each other along a line or from a centre outward.
public struct Gradient: Hashable, Sendable {
    /// The way the colors run.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Along a line through the centre of what is painted.
        case linear
        /// From the centre of what is painted outward, a circle as wide as the part at the last stop.
        case radial
    }

    /// A color at a place of the run.
    public struct Stop: Hashable, Sendable {
        /// The place: 0 is the start, 1 the end.
        public let offset: Double
        /// The color there.
        public let color: Color

        /// Makes a stop; ``Gradient/init(_:rotation:stops:)`` checks its offset.
        ///
        /// - Parameters:
        ///   - offset: The place, 0…1.
        ///   - color: The color there.
        public init(offset: Double, color: Color) {
            self.offset = offset
            self.color = color
        }
    }

    /// The stops that a gradient may have.
    public static let stopRange = 2...16
    /// The largest turn either way, in radians: a full one.
    public static let rotationLimit = 2 * Double.pi

    /// The way the colors run.
    public let kind: Kind
    /// The direction of a linear one in radians: 0 runs to the right, π/2 down.
    public let rotation: Double
    /// The stops, offsets ascending.
    public let stops: [Stop]

    /// Makes a gradient from its parts.
    ///
    /// - Parameters:
    ///   - kind: The way the colors run.
    ///   - rotation: The direction in radians, -2π…2π.
    ///   - stops: 2…16 stops with offsets of 0…1; they are put into their order, equal ones keep theirs.
    /// - Throws: ``StyleError`` for `gradient` with the first part out of range.
    public init(_ kind: Kind, rotation: Double = 0, stops: [Stop]) throws(StyleError) {
        guard Self.stopRange.contains(stops.count) else {
            throw StyleError(field: .gradient, value: "\(stops.count) stops", allowed: "2 to 16 color stops")
        }
        guard rotation.magnitude <= Self.rotationLimit else {
            throw StyleError(field: .gradient, value: "rotation \(rotation)", allowed: "-6.283 to 6.283 radians")
        }
        if let stop = stops.first(where: { !(0...1 ~= $0.offset) }) {
            throw StyleError(field: .gradient, value: "offset \(stop.offset)", allowed: "offsets from 0 to 1")
        }
        self.kind = kind
        self.rotation = rotation
        // Sorting by the place too keeps equal offsets in the order given: a sharp edge between two colors.
        self.stops = stops.enumerated()
            .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element)
    }

    /// A gradient from one color to another.
    ///
    /// - Parameters:
    ///   - kind: The way the colors run.
    ///   - rotation: The direction in radians, -2π…2π.
    ///   - first: The color at the start.
    ///   - last: The color at the end.
    /// - Throws: ``StyleError`` for `gradient` when the direction is out of range.
    public init(_ kind: Kind, rotation: Double = 0, from first: Color, to last: Color) throws(StyleError) {
        try self.init(
            kind, rotation: rotation, stops: [Stop(offset: 0, color: first), Stop(offset: 1, color: last)],
        )
    }
}
