// SPDX-License-Identifier: Apache-2.0

/// One thing that a style says, whichever of its names it was said under.
struct StyleSlot<Value: Equatable & Sendable>: Sendable {
    private(set) var value: Value?
    /// The field that said it; empty while nothing was said.
    private(set) var name = ""

    init(_ value: Value? = nil) { self.value = value }

    /// Takes a value; said twice, it has to be the same.
    mutating func set(_ value: Value, from name: String) throws(StyleRefusal) {
        if let known = self.value, known != value {
            throw StyleRefusal(detail: "\(name) and \(self.name) mean the same and differ; give one of them")
        }
        (self.value, self.name) = (value, name)
    }
}
