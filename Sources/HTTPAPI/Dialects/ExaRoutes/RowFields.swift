// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Management
import Styling

/// The fields of one row, under their native names.
struct RowFields {
    /// Whether a code is to be made, or only a picture.
    let isDynamic: Bool
    /// The row's own name; nil where it has none.
    let uid: JSONValue?
    /// What the row asks for, should it fail.
    let features: FailedFeatures
    /// The fields, as native bodies have them.
    private(set) var native: [String: JSONValue]
    /// Whether the size is none that the row asked for.
    private(set) var hasStandardSize = false
    /// Names of the older API, by the native names that they were read as.
    private var givenNames: [String: String] = [:]

    /// The longest side of a picture, in pixels.
    static let longestSide = 4_096
    private static let standardSide = 256
    private static let longestUID = 1_024

    private static let codeNames: Set<String> = [
        "data", "dataType", "returnType", "slug", "name", "description", "tags", "status", "forwardQuery",
        "redirectStatus", "expiresAt", "fallbackUrl", "scanLimit", "rules", "variants", "utm", "sources", "secure",
        "password", "locked", "style",
    ]
    private static let imageNames: Set<String> = ["data", "dataType", "returnType", "style"]

    /// Sorts the members of a row; what is wrong with the fields themselves is left to their readers.
    init(_ members: [String: JSONValue], _ form: BulkJob.Form) {
        let isDynamicByDefault = form != .generate
        isDynamic =
            members["qrType"].map { $0 == .string("dynamic") || $0 == .null && isDynamicByDefault }
            ?? isDynamicByDefault
        uid = members["uid"].flatMap(Self.named)
        var features = FailedFeatures()
        features.dynamic = isDynamic ? 1 : 0
        features.secured = Self.hasElements(members["secure"]) ? 1 : 0
        features.sourced = Self.hasElements(members["sources"]) ? 1 : 0
        self.features = features
        native = members
        native["uid"] = nil
        native["qrType"] = nil
        readNames(form)
        if form == .generate { keepKnown() }
        if !isDynamic { dropEmptyLists() }
        if form == .generate { setStandardSize() }
    }

    /// Checks what no reader of native fields knows.
    /// - Throws: ``CodeError/invalid(_:)``.
    func check(_ members: [String: JSONValue], _ form: BulkJob.Form) throws(CodeError) {
        if let type = members["qrType"], type != .null, type != .string("dynamic"), type != .string("static") {
            throw .invalid("/qrType", "qrType must be \"static\" or \"dynamic\"")
        }
        if form == .generate, members["uid"] != nil, members["uid"] != .null, uid == nil {
            throw .invalid("/uid", "uid must be a text of 1 to \(Self.longestUID) bytes, or a whole number")
        }
        for name in ["width", "height"] {
            guard case .integer(let side)? = members[name], side > Self.longestSide else { continue }
            throw .invalid("/\(name)", "\(name) is \(side); at most \(Self.longestSide) pixels are allowed")
        }
        guard !isDynamic else { return }
        for name in ["secure", "sources"] where Self.hasElements(members[name]) {
            throw .invalid("/\(name)", "\(name) is for dynamic codes; set qrType to \"dynamic\"")
        }
    }

    /// The same fields without the size that nobody asked for.
    var withoutStandardSize: [String: JSONValue] {
        var fields = native
        if hasStandardSize { fields["width"] = nil }
        return fields
    }

    /// A text that says something, or a number.
    private static func named(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text) where (1...longestUID).contains(text.utf8.count): value
        case .integer: value
        default: nil
        }
    }

    private static func hasElements(_ value: JSONValue?) -> Bool {
        if case .array(let elements)? = value { !elements.isEmpty } else { false }
    }

    /// Names and words of the older API that mean native ones.
    private mutating func readNames(_ form: BulkJob.Form) {
        if case .string(let type)? = native["dataType"] { native["dataType"] = .string(type.lowercased()) }
        if native["dataType"] == nil, form == .generate { native["dataType"] = .string("text") }
        readName("expiry", as: "expiresAt", Self.moment)
        readName("styling", as: "style") { $0 }
    }

    private mutating func readName(_ given: String, as name: String, _ translate: (JSONValue) -> JSONValue) {
        guard let value = native.removeValue(forKey: given), native[name] == nil else { return }
        native[name] = translate(value)
        givenNames[name] = given
    }

    /// The same error, its fields under the names that the row has for them.
    func renamed(_ error: any Error) -> any Error {
        switch error {
        case CodeError.invalid(let faults), ManagementError.rule(.invalid(let faults)):
            CodeError.invalid(faults.map(renamed))
        default: error
        }
    }

    private func renamed(_ fault: FieldFault) -> FieldFault {
        let path = fault.pointer.dropFirst()
        let name = String(path.prefix { $0 != "/" })
        guard let given = givenNames[name] else { return fault }
        let detail = fault.detail.hasPrefix(name) ? given + fault.detail.dropFirst(name.count) : fault.detail
        return FieldFault("/\(given)\(path.dropFirst(name.count))", detail, kind: fault.kind)
    }

    /// Epoch milliseconds, or seconds where the number is too small for these, as the native field has moments.
    private static func moment(_ value: JSONValue) -> JSONValue {
        guard case .integer(let number) = value, number > 0, number < 253_402_300_800_000 else { return value }
        let milliseconds = number < 100_000_000_000 ? number * 1_000 : number
        return .string(Timestamp(milliseconds: Int64(milliseconds)).iso8601)
    }

    /// That API ignores what it does not know, options of the styling vocabulary among it.
    private mutating func keepKnown() {
        let names = isDynamic ? Self.codeNames : Self.imageNames
        native = native.filter { names.contains($0.key) || StyleField.topLevelNames.contains($0.key) }
        for (name, value) in native {
            guard case .object(let members) = value, let known = Self.options[name] else { continue }
            native[name] = .object(members.filter { known.contains($0.key) })
        }
    }

    /// The members that options have here.
    private static let options: [String: Set<String>] = StyleField.all.reduce(into: [:]) { options, field in
        let path = field.name.split(separator: ".").map(String.init)
        if path.count == 2 { options[path[0], default: []].insert(path[1]) }
    }

    /// An empty list asks for nothing.
    private mutating func dropEmptyLists() {
        for name in ["secure", "sources"] where native[name] == .array([]) || native[name] == .null {
            native[name] = nil
        }
    }

    private mutating func setStandardSize() {
        let names = ["width", "height", "size", "sizeInches", "size_inches"]
        let style = native["style"]?.members ?? [:]
        guard names.allSatisfy({ native[$0] == nil && style[$0] == nil }) else { return }
        native["width"] = .integer(Self.standardSide)
        hasStandardSize = true
    }
}
