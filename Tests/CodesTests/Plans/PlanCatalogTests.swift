// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Codes

@Suite("Plans")
struct PlanCatalogTests {
    /// The table of the contract.
    static let table: [(String, Plan)] = [
        ("free", plan(5, 10, 50, false, 0, 3, 300, false)), ("starter", plan(10, 60, 500, false, 50, 8, 300, true)),
        ("pro", plan(50, 100, 5_000, true, 1_000, 15, 600, true)),
        ("business", plan(250, 10_000, 25_000, true, 5_000, 15, 600, true)),
        ("agency", plan(1_000, 10_000, 25_000, true, 5_000, 15, 600, true)),
        ("enterprise", plan(nil, 10_000, nil, false, 5_000, 15, 600, true)),
    ]

    private static func plan(
        _ codes: Int?, _ creates: Int, _ renders: Int?, _ overage: Bool, _ zip: Int, _ inches: Double, _ dpi: Int,
        _ logos: Bool,
    ) -> Plan {
        Plan(
            codes: codes, createsPerMinute: creates, rendersPerMonth: renders, overage: overage, zipBatchItems: zip,
            maxSizeInches: inches, maxDpi: dpi, logos: logos,
        )
    }

    @Test("the plans that come with the program are those of the contract", arguments: table)
    func builtIn(_ name: String, _ plan: Plan) throws {
        let catalog = try PlanCatalog.builtIn()
        #expect(catalog[name] == plan)
        #expect(catalog.names == Self.table.map(\.0).sorted())
        #expect(catalog["Free"] == nil)
        #expect(PlanCatalog.none.names == [] && PlanCatalog.none["free"] == nil)
    }

    private static let members = [
        "codes": "5", "createsPerMinute": "10", "rendersPerMonth": "null", "overage": "false", "zipBatchItems": "0",
        "maxSizeInches": "0.5", "maxDpi": "72", "logos": "true",
    ]

    private func file(_ changes: [String: String?]) -> String {
        let members = Self.members.merging(changes.compactMapValues { $0 }) { $1 }.filter {
            changes[$0.key] != .some(nil)
        }
        return "{\"a/b\":{\(members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}}"
    }

    @Test("a plan of one's own is taken")
    func own() throws {
        let catalog = try PlanCatalog(json: Data(file([:]).utf8))
        #expect(catalog["a/b"] == Self.plan(5, 10, nil, false, 0, 0.5, 72, true))
    }

    private func complaint(_ text: String) -> String {
        do {
            _ = try PlanCatalog(json: Data(text.utf8))
        } catch {
            return error.description
        }
        return "no complaint"
    }

    @Test("each member has to be there, null where it may be no limit", arguments: members.keys)
    func missing(_ name: String) {
        let detail = "the plans file is wrong: /a~1b/\(name): \(name) is required"
        #expect(complaint(file([name: nil])).hasPrefix(detail))
        let mayBeNull = ["codes", "rendersPerMonth"].contains(name)
        #expect(complaint(file([name: "null"])) == (mayBeNull ? "no complaint" : detail))
    }

    @Test("a misspelt member is not taken for no limit")
    func misspelt() {
        let found = complaint(file(["codes": nil, "code": "5"]))
        #expect(found.contains("/a~1b/codes: codes is required"))
        #expect(found.contains("/a~1b/code: code is not a field here"))
    }

    @Test(
        "a member out of its range is named with the range",
        arguments: [
            ("codes", "-1"), ("codes", "1.5"), ("codes", "\"5\""), ("createsPerMinute", "0"),
            ("rendersPerMonth", "1e300"),
            ("overage", "1"), ("zipBatchItems", "-1"), ("maxSizeInches", "0.4"), ("maxSizeInches", "15.1"),
            ("maxDpi", "71"), ("maxDpi", "601"), ("logos", "\"yes\""),
        ],
    )
    func outOfRange(_ name: String, _ value: String) {
        #expect(complaint(file([name: value])).hasPrefix("the plans file is wrong: /a~1b/\(name): \(name) "))
    }

    @Test(
        "a file that holds no plans is refused in words",
        arguments: [
            ("", "the plans file is not JSON: "), ("{", "the plans file is not JSON: "),
            ("[]", "the plans file must be an object of plans, not an array"),
            ("{}", "the plans file is wrong: it names no plan"),
            (#"{"a":1}"#, "the plans file is wrong: /a: a plan is an object, not a number"),
            (#"{"":{}}"#, "the plans file is wrong: a plan's name has 1 to 64 bytes and no control characters"),
        ],
    )
    func malformed(_ text: String, _ words: String) {
        #expect(complaint(text).hasPrefix(words))
        #expect(!complaint(text).contains("DecodingError"))
    }
}
