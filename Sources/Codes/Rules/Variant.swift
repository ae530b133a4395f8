// SPDX-License-Identifier: Apache-2.0

/// One of several destinations among which visitors are divided.
package struct Variant: Sendable, Hashable {
    /// Where it leads.
    package let destination: Destination
    /// Its share, beside the other variants' weights: 1 to 1,000.
    package let weight: Int

    /// How many variants stand beside each other.
    package static let counts = 2...4

    /// Makes a variant.
    package init(destination: Destination, weight: Int) {
        self.destination = destination
        self.weight = weight
    }

    /// Reads the list of variants in a field; empty where it is missing or faulty.
    static func list(_ fields: inout FieldReader, refusing hosts: OwnHosts) -> [Variant] {
        let variants = fields.objects("variants", atMost: counts.upperBound) { inner -> Variant? in
            let weight = inner.integer("weight", in: 1...1_000) ?? 1
            return inner.destination("destination", refusing: hosts, required: true).map {
                Variant(destination: $0, weight: weight)
            }
        }
        if let variants, variants.count == 1 {
            fields.fault("variants", "variants has 1 entry; \(counts.lowerBound) to \(counts.upperBound) are allowed")
        }
        return variants ?? []
    }

    /// The variant as ``list(_:refusing:)`` reads it.
    var json: JSONValue { .object(["destination": .string(destination.text), "weight": .integer(weight)]) }
}
