// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import QRRender
import Store
import Styling
import Testing

@testable import HTTPAPI

@Suite("the description of the interface")
struct APIDescriptionTests {
    private let document = DescriptionNode(value: APIDescription.document(version: "1.2.3"))

    private var operations: [DescribedOperation] { DescribedOperation.all(of: document) }

    /// The name of an operation that does not depend on how parameters are called.
    private static func key(_ method: String, _ path: String) -> String {
        let parts = path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : $0 }
        return "\(method.uppercased()) /\(parts.joined(separator: "/"))"
    }

    /// What the interface has; every method of a short address is refused that does not read or send a password.
    private func routes() async throws -> [String: Resource.Operation] {
        var found: [String: Resource.Operation] = [:]
        for (path, operations) in try await APIFixture().routes() {
            for (method, operation) in operations {
                if case .open(let endpoint) = operation, endpoint is AnswerSlug, ![.get, .post].contains(method) {
                    continue
                }
                found[Self.key(method.rawValue, path.description)] = operation
            }
        }
        return found
    }

    @Test("every operation of the interface is described, and no other")
    func complete() async throws {
        let described = operations.map { Self.key($0.method, $0.path) }
        #expect(Set(described).count == described.count)
        #expect(Set(described) == Set(try await routes().keys))
    }

    @Test("each operation needs the scope that is described, and knows an Idempotency-Key where that is")
    func gates() async throws {
        let routes = try await routes()
        for operation in operations {
            let name = operation.node.text("operationId")
            let hasKey = operation.parameters.contains { $0.text("name") == "Idempotency-Key" }
            switch routes[Self.key(operation.method, operation.path)] {
            case .keyed(let endpoint):
                #expect(operation.scope == type(of: endpoint).scope.rawValue, "\(name)")
                #expect(hasKey == type(of: endpoint).kind.isRepeatable, "\(name)")
            case .open, nil:
                #expect(operation.scope == nil && operation.node["security"] != nil, "\(name)")
                #expect(!hasKey, "\(name)")
            }
        }
    }

    @Test("each operation has a name of its own, a summary, a tag that is listed, and errors where it takes a key")
    func wholeOperations() {
        let messages = DescribedOperation.all(of: document, in: "webhooks")
        let names = (operations + messages).map { $0.node.text("operationId") }
        #expect(Set(names).count == names.count)
        let tags = document["tags"]?.elements.map { $0.text("name") } ?? []
        let grouped = document["x-tagGroups"]?.elements.flatMap { $0["tags"]?.elements.map(\.text) ?? [] }
        #expect(grouped == tags)
        for operation in operations {
            let name = operation.node.text("operationId")
            #expect(name.first?.isLowercase == true && name.allSatisfy { $0.isLetter || $0.isNumber }, "\(name)")
            #expect(!operation.node.text("summary").isEmpty, "\(name)")
            #expect(operation.node["tags"]?.elements.count == 1, "\(name)")
            #expect(tags.contains(operation.node["tags"]?.elements.first?.text ?? ""), "\(name)")
            let statuses = operation.node["responses"]?.members.map(\.name) ?? []
            #expect(!statuses.isEmpty, "\(name)")
            guard operation.scope != nil else { continue }
            #expect(statuses.contains("401") && statuses.contains("default"), "\(name)")
        }
        for tag in tags {
            #expect(operations.contains { $0.node["tags"]?.elements.first?.text == tag }, "\(tag)")
        }
    }

    @Test("the path of an operation names its parameters, and each path parameter has an example")
    func pathParameters() {
        for operation in operations {
            let parameters = operation.parameters.filter { $0.text("in") == "path" }
            let named = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                String($0.dropFirst().dropLast())
            }
            #expect(parameters.map { $0.text("name") } == named, "\(operation.path)")
            #expect(parameters.allSatisfy { $0["example"] != nil }, "\(operation.path)")
        }
    }

    @Test("every reference leads somewhere, and every component is referred to")
    func references() {
        var found: Set<String> = []
        func look(_ node: DescriptionNode) {
            if let reference = node["$ref"]?.text { found.insert(reference) }
            for (_, member) in node.members { look(member) }
            for element in node.elements { look(element) }
        }
        look(document)
        var named: Set<String> = []
        for (kind, components) in document["components"]?.members ?? [] where kind != "securitySchemes" {
            for (name, _) in components.members { named.insert("#/components/\(kind)/\(name)") }
        }
        #expect(found.subtracting(named) == [])
        #expect(named.subtracting(found) == [])
    }

    @Test("the error codes are those of problems, each with its status")
    func errorCodes() {
        let codes = document["components"]?["schemas"]?["ProblemCode"]?["enum"]?.elements.map(\.text)
        #expect(codes == ProblemCode.allCases.map(\.rawValue))
        // What that dialect has no result of a job for.
        for (prefix, absent) in [("Problem", []), ("StudioProblem", [.resultGone])] as [(String, Set<ProblemCode>)] {
            var left = Set(ProblemCode.allCases)
            for (name, response) in document["components"]?["responses"]?.members ?? [] where name.hasPrefix(prefix) {
                let status = Int(name.dropFirst(prefix.count))
                for text in response.text("description").split(separator: "`") {
                    guard let code = ProblemCode(rawValue: String(text)) else { continue }
                    #expect(left.remove(code) != nil, "\(name) \(code.rawValue)")
                    #expect(status == nil || status == code.status.code, "\(name) \(code.rawValue)")
                }
            }
            #expect(left == absent, "\(prefix)")
        }
    }

    @Test("the styling fields are those that are read, in bodies and in queries")
    func styleFields() {
        var described: Set<String> = []
        for (name, field) in document["components"]?["schemas"]?["StyleFields"]?["properties"]?.members ?? [] {
            let inner = field["properties"]?.members.map { "\(name).\($0.name)" } ?? []
            described.formUnion(inner.isEmpty ? [name] : inner)
        }
        let names = Set(StyleField.all.map(\.name))
        #expect(described == names)
        let query = operations.first { $0.node.text("operationId") == "getStaticImage" }?.parameters ?? []
        let asked = Set(query.filter { $0.text("in") == "query" }.map { $0.text("name") })
        #expect(asked == names.union(["data", "dataType", "returnType", "format"]))
    }

    @Test("words that are described are the words that are read")
    func words() {
        func words(_ schema: String, _ path: String...) -> [String] {
            let start = document["components"]?["schemas"]?[schema]
            return path.reduce(start) { $0?[$1] }?["enum"]?.elements.map(\.text).filter { !$0.isEmpty } ?? []
        }
        #expect(words("DataType") == DataType.allCases.map(\.rawValue))
        #expect(words("ImageFormat") == NativeStyleRules.formats.map(\.rawValue))
        #expect(words("EventKind") == EventKind.allCases.map(\.rawValue))
        #expect(words("Scope") == Scope.allCases.map(\.rawValue))
        let style = ["StyleFields", "properties"]
        let patterns = ModulePattern.allCases.map(\.rawValue) + ["square"]
        #expect(words(style[0], style[1], "pattern") == patterns)
        #expect(words("GenerateRequest", style[1], "pattern") == patterns)
        #expect(words(style[0], style[1], "eyeFrame") == EyeStyle.Frame.allCases.map(\.rawValue) + ["dot"])
        #expect(words(style[0], style[1], "eyeCenter") == EyeStyle.Center.allCases.map(\.rawValue) + ["dot"])
        let kinds = DescribedOperation.all(of: document, in: "webhooks").map(\.path)
        #expect(Set(kinds) == Set(EventKind.allCases.map(\.rawValue) + ["webhook.test"]))
    }

    @Test("null stays null where files are put together")
    func nullStays() {
        let example = document["components"]?["examples"]?["Code"]?["value"]
        #expect(example?.value.members?["description"] == .null)
    }

    @Test("it is served to anybody, with the version of the program and a tag")
    func served() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let caller = caller.with(key: nil)
            let answer = try await caller.send(.get, "/openapi.json")
            #expect(answer.status == 200)
            #expect(answer["info.version"] == .string("1.2.3"))
            #expect(answer["openapi"] == .string("3.1.0"))
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer.headers[.cacheControl] == "public, max-age=300")
            let head = try await caller.send(.head, "/openapi.json")
            #expect(head.bytes.isEmpty && head.headers[.contentLength] == String(answer.bytes.count))
            #expect(head.headers[.eTag] == answer.headers[.eTag])
            let tag = try #require(answer.headers[.eTag])
            for known in [tag, "\"other\", W/\(tag)", "*"] {
                let again = try await caller.send(.get, "/openapi.json", headers: [.ifNoneMatch: known])
                #expect(again.status == 304 && again.bytes.isEmpty)
            }
            let other = try await caller.send(.get, "/openapi.json", headers: [.ifNoneMatch: "\"other\""])
            #expect(other.status == 200)
        }
    }
}
