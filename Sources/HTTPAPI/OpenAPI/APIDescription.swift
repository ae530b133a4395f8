// SPDX-License-Identifier: Apache-2.0

import Codes
import OpenAPIFiles

/// The description of the whole interface in OpenAPI 3.1: the files of `Sources/OpenAPIFiles`, put together.
///
/// Each dialect has a file of its own, in which its paths stand and the schemas that only it has.
enum APIDescription {
    /// The description, put together once; the version of the program is still to come.
    private static let parts: JSONValue = files.reduce(.object([:])) { $0.joined(with: parse($1)) }

    /// The description of the interface of a program.
    static func document(version: String) -> JSONValue {
        parts.joined(with: .object(["info": .object(["version": .string(version)])]))
    }

    /// The texts of the files.
    static let files: [[UInt8]] = (0..<openAPIFileCount()).map { index in
        let bytes = unsafe UnsafeBufferPointer(start: openAPIFileBytes(index), count: Int(openAPIFileLength(index)))
        return unsafe Array(bytes)
    }

    private static func parse(_ file: [UInt8]) -> JSONValue {
        do {
            return try JSONParser.parse(file, depth: 64)
        } catch {
            // Invariant: the files are part of the program, and a test reads them.
            preconditionFailure("the description of the interface: \(error)")
        }
    }
}

extension JSONValue {
    /// This value and another in one: members of objects side by side, of anything else the other.
    ///
    /// No merge patch: `null` stays.
    fileprivate func joined(with other: JSONValue) -> JSONValue {
        guard case .object(let members) = self, case .object(let others) = other else { return other }
        return .object(members.merging(others) { $0.joined(with: $1) })
    }
}
