// SPDX-License-Identifier: Apache-2.0

/// Remembers values by text, those used lately: of at most two generations, each of a bounded number of texts.
///
/// A text that is asked for stays; what was not asked for while a whole generation came in is forgotten. That is as good as
/// forgetting the least recently used one, and keeps no order.
struct RecentValues<Value> {
    private let capacity: Int
    private var young: [String: Value] = [:]
    private var old: [String: Value] = [:]

    /// Makes an empty memory.
    /// - Parameter capacity: the most texts of a generation.
    init(capacity: Int) { self.capacity = capacity }

    /// How many texts are remembered.
    var count: Int { young.count + old.count }

    /// The value of a text, made when it is not remembered.
    mutating func value(of text: String, orMake make: (String) -> Value) -> Value {
        if let known = young[text] { return known }
        let value = old.removeValue(forKey: text) ?? make(text)
        if young.count >= capacity {
            old = young
            young = [:]
        }
        young[text] = value
        return value
    }
}
