// SPDX-License-Identifier: Apache-2.0

/// A place in a scene, in modules: x goes right, y goes down.
package struct Point: Hashable, Sendable {
    /// The distance from the left edge.
    package var x: Double
    /// The distance from the top edge.
    package var y: Double

    /// A place.
    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle in a scene, in modules.
package struct Rect: Hashable, Sendable {
    /// The left edge.
    package var x: Double
    /// The top edge.
    package var y: Double
    /// The length of the upper edge.
    package var width: Double
    /// The length of the left edge.
    package var height: Double

    /// A rectangle.
    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The middle.
    package var center: Point { Point(x + width / 2, y + height / 2) }
}
