// SPDX-License-Identifier: Apache-2.0

/// What an account may do, read from `plans.json`; nil means without limit.
package struct Plan: Sendable, Hashable {
    /// Codes in total, deleted ones not counted.
    package let codes: Int?
    /// Creating calls a minute.
    package let createsPerMinute: Int
    /// Renders a month.
    package let rendersPerMonth: Int?
    /// Whether renders past the month's quota are served and counted.
    package let overage: Bool
    /// Items in one ZIP batch; 0 where the plan has no batches.
    package let zipBatchItems: Int
    /// The longest side of a picture, in inches: 0.5 to 15.
    package let maxSizeInches: Double
    /// The finest resolution, in dots an inch: 72 to 600.
    package let maxDpi: Int
    /// Whether logos are allowed.
    package let logos: Bool
    /// What pictures may cost a minute where the plan says so itself.
    var renderUnits: Int?

    /// What pictures may cost a minute, in units of which an SVG takes one.
    ///
    /// Where the plan does not say it, sixty for each creating call: enough for a month's quota of the smaller plans at
    /// once, and a bound on what one key takes of the processor.
    package var renderUnitsPerMinute: Int { renderUnits ?? createsPerMinute * 60 }

    /// The most renders that a month may come to; nil where none are refused.
    package var renderLimit: Int? { overage ? nil : rendersPerMonth }
}

extension Plan {
    /// Reads the members of a plan; every one has to be there, so that a misspelt limit is not taken for no limit, but for
    /// `renderUnitsPerMinute`, which follows from another.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault.
    init(_ members: [String: JSONValue], at pointer: String) throws(CodeError) {
        var fields = FieldReader(members, at: pointer)
        let codes = fields.limit("codes")
        let createsPerMinute = fields.integer("createsPerMinute", in: 1...1_000_000, required: true)
        let rendersPerMonth = fields.limit("rendersPerMonth")
        let overage = fields.flag("overage")
        let zipBatchItems = fields.integer("zipBatchItems", in: 0...1_000_000, required: true)
        let maxSizeInches = fields.number("maxSizeInches", in: 0.5...15, required: true)
        let maxDpi = fields.integer("maxDpi", in: 72...600, required: true)
        let logos = fields.flag("logos")
        let renderUnits = fields.integer("renderUnitsPerMinute", in: 1...60_000_000)
        try fields.finish()
        guard let createsPerMinute, let overage, let zipBatchItems, let maxSizeInches, let maxDpi, let logos else {
            throw .invalid(pointer, "the plan is incomplete", kind: .missing)
        }
        self.init(
            codes: codes,
            createsPerMinute: createsPerMinute,
            rendersPerMonth: rendersPerMonth,
            overage: overage,
            zipBatchItems: zipBatchItems,
            maxSizeInches: maxSizeInches,
            maxDpi: maxDpi,
            logos: logos,
            renderUnits: renderUnits,
        )
    }
}

extension FieldReader {
    /// A limit: a whole number, or `null` for none; the field has to be there.
    fileprivate mutating func limit(_ name: String) -> Int? {
        guard has(name) else {
            fault(name, "\(name) is required; null is no limit", kind: .missing)
            return nil
        }
        return integer(name, in: 0...1_000_000_000)
    }

    /// A boolean that has to be there.
    fileprivate mutating func flag(_ name: String) -> Bool? {
        _ = value(name, required: true)
        return bool(name)
    }
}
