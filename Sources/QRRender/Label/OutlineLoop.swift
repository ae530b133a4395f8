// SPDX-License-Identifier: Apache-2.0

/// A closed loop of straight lines and cubic curves.
struct OutlineLoop {
    /// One step along the loop.
    enum Step {
        case line(Point)
        case curve(Point, Point, Point)

        /// Where it ends.
        var end: Point {
            switch self {
            case .line(let point), .curve(_, _, let point): point
            }
        }
    }

    /// Where the loop begins and ends.
    let start: Point
    /// The steps; a straight one leads back to the start.
    var steps: [Step] = []

    /// A loop.
    init(start: Point, steps: [Step] = []) {
        self.start = start
        self.steps = steps
    }

    /// Twice the area inside, its curves taken by their control points; positive when it runs clockwise with y down.
    var doubleArea: Double {
        var sum = 0.0
        var previous = start
        func go(_ point: Point) {
            sum += previous.x * point.y - point.x * previous.y
            previous = point
        }
        for step in steps {
            if case .curve(let first, let second, _) = step {
                go(first)
                go(second)
            }
            go(step.end)
        }
        go(start)
        return sum
    }

    /// The same loop the other way round.
    var reversed: OutlineLoop {
        var ends = [start] + steps.map(\.end)
        let newStart = ends.removeLast()
        var loop = OutlineLoop(start: newStart)
        for (step, end) in zip(steps, ends).reversed() {
            switch step {
            case .line: loop.steps.append(.line(end))
            case .curve(let first, let second, _): loop.steps.append(.curve(second, first, end))
            }
        }
        return loop
    }

    /// The loop with every point moved.
    func mapped(_ move: (Point) -> Point) -> OutlineLoop {
        OutlineLoop(
            start: move(start),
            steps: steps.map { step in
                switch step {
                case .line(let end): .line(move(end))
                case .curve(let first, let second, let end): .curve(move(first), move(second), move(end))
                }
            },
        )
    }

    /// The corners, with curves cut into straight pieces.
    func flattened(pieces: Int) -> [Point] {
        var points = [start]
        var previous = start
        for step in steps {
            if case .curve(let first, let second, let end) = step {
                for piece in 1..<pieces {
                    let t = Double(piece) / Double(pieces)
                    points.append(Self.point(at: t, previous, first, second, end))
                }
            }
            points.append(step.end)
            previous = step.end
        }
        return points
    }

    private static func point(at t: Double, _ p0: Point, _ p1: Point, _ p2: Point, _ p3: Point) -> Point {
        let u = 1 - t
        let (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        return Point(a * p0.x + b * p1.x + c * p2.x + d * p3.x, a * p0.y + b * p1.y + c * p2.y + d * p3.y)
    }
}

extension Path {
    /// Adds a loop.
    mutating func append(_ loop: OutlineLoop) {
        move(to: loop.start)
        for step in loop.steps {
            switch step {
            case .line(let end): line(to: end)
            case .curve(let first, let second, let end): curve(first, second, to: end)
            }
        }
        close()
    }
}
