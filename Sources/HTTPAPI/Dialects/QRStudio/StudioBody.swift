// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Hummingbird

/// Reads a GenerateRequest that is JSON, or a form with a logo's file beside the fields.
struct StudioBody: Sendable {
    private let json: JSONBody
    private let reader: BodyReader

    /// The field that is a file.
    private static let file = "logo_file"
    /// A logo of 2 MiB, and what stands beside it.
    private static let longestForm = 3_000_000
    private static let numbers: Set<String> = ["size_inches", "dpi", "logo_size_ratio", "logo_neon_alpha"]
    private static let flags: Set<String> = [
        "eye_outer_frame", "eye_outer_frame_match", "logo_clear_zone", "allow_unscannable", "allowUnscannable",
    ]

    init(limits: APILimits) {
        json = JSONBody(limits: limits)
        var limits = limits
        limits.bodyBytes = min(limits.bodyBytes, Self.longestForm)
        reader = BodyReader(limits: limits)
    }

    /// What a body says.
    struct Fields {
        /// The fields; a logo's file is `logo_url`, as a `data:` URI.
        var members: [String: JSONValue]
        /// The name that the logo was given under.
        var logoName = "logo_url"
    }

    /// The request.
    /// - Throws: what ``fields(_:)`` throws, or ``CodeError/invalid(_:)`` with every fault.
    func request(_ call: Call, refusing hosts: OwnHosts) async throws -> GenerateRequest {
        let fields = try await fields(call)
        return try GenerateRequest(fields.members, logoName: fields.logoName, refusing: hosts)
    }

    /// The fields.
    /// - Throws: a problem: another media type, unreadable, or a form that is malformed.
    func fields(_ call: Call) async throws -> Fields {
        let type = call.request.headers[.contentType] ?? ""
        guard MultipartForm.isAnnounced(by: type) else { return Fields(members: try await json.members(call)) }
        let body = Array(try await reader.read(call).readableBytesView)
        do throws(MultipartForm.Fault) {
            return try Self.fields(of: MultipartForm.parts(of: body, contentType: type))
        } catch {
            throw Problem(.malformedForm, "the form cannot be read: \(error.reason)")
        }
    }

    private static func fields(of parts: [MultipartForm.Part]) throws(MultipartForm.Fault) -> Fields {
        var fields = Fields(members: [:])
        for part in parts {
            if part.name == file {
                guard !part.content.isEmpty else { throw MultipartForm.Fault("\(file) is empty; send a picture") }
                let data = "data:;base64,\(Data(part.content).base64EncodedString())"
                guard parts.allSatisfy({ $0.name != "logo_url" }) else {
                    throw MultipartForm.Fault("logo_file and logo_url mean the same; give one of them")
                }
                fields.members["logo_url"] = .string(data)
                fields.logoName = file
            } else {
                guard part.fileName == nil else {
                    throw MultipartForm.Fault("\(part.name.shortened(to: 40)) is a file; the only file is \(file)")
                }
                guard let text = part.text else {
                    throw MultipartForm.Fault("\(part.name.shortened(to: 40)) is not text in UTF-8")
                }
                fields.members[part.name] = value(text, named: part.name)
            }
        }
        return fields
    }

    /// What is not of its field's kind stays a string, for the reader of the field to refuse in its own words.
    static func value(_ text: String, named name: String) -> JSONValue {
        if numbers.contains(name) || name == "payload" {
            return (try? JSONParser.parse(Array(text.utf8), depth: 8, most: 1_000)) ?? .string(text)
        }
        guard flags.contains(name) else { return .string(text) }
        return ["true": true, "1": true, "false": false, "0": false][text.lowercased()].map(JSONValue.bool)
            ?? .string(text)
    }
}
