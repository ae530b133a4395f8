// SPDX-License-Identifier: Apache-2.0

package import CSV
package import Codes
package import QRRender
import Styling

/// The rows of a CSV file as pictures to draw, for the command line.
///
/// The columns are the fields of a GenerateRequest, or the native ones of static codes; empty cells say nothing.
package struct BatchFile: Sendable {
    /// A row that can be drawn.
    package struct Row: Sendable {
        /// What is to be drawn.
        package let request: RenderRequest
        fileprivate let dataType: String
        fileprivate let style: StyleDraft
    }

    /// Reads a logo's file, as a `data:` URI; what it throws is a sentence.
    package typealias ReadFile = @Sendable (_ path: String) throws(FieldFault) -> String

    private let header: CSVHeader
    private let isStudio: Bool
    private let inches: Double
    private let readFile: ReadFile

    private static let studioNames = GenerateFields.all.union(["data", "data_type", "payload", "format"])
    private static let nativeNames = Set(StyleField.all.map(\.name)).union([
        "data", "dataType", "returnType", "format",
    ])
    private static let pictureNames: Set<String> = ["logo_url", "bg_image_url", "logo", "image", "backgroundImage"]

    /// Looks at the columns.
    /// - Parameters:
    ///   - header: the first record.
    ///   - inches: the side of pictures whose row says none, in the fields of a GenerateRequest.
    ///   - readFile: reads a logo's file.
    /// - Throws: ``CodeError/invalid(_:)`` where there are no such columns.
    package init(_ header: CSVHeader, inches: Double, readFile: @escaping ReadFile) throws(CodeError) {
        self.header = header
        self.inches = inches
        self.readFile = readFile
        isStudio = header.names.allSatisfy(Self.studioNames.contains)
        guard header.contains("data") || header.contains("payload") else {
            throw .invalid("/data", "the file has no column data; its first line names the columns", kind: .missing)
        }
        let known = isStudio ? Self.studioNames : Self.nativeNames
        let strangers = header.names.filter { !known.contains($0) }
        guard strangers.isEmpty else {
            let named = strangers.prefix(5).map { $0.shortened(to: 40) }.joined(separator: ", ")
            throw .invalid("", "no such columns: \(named); allowed are \(known.sorted().joined(separator: ", "))")
        }
        guard Set(header.names).count == header.names.count else { throw .invalid("", "two columns have one name") }
    }

    /// What a record asks for.
    /// - Throws: ``CodeError/invalid(_:)`` with everything that is wrong.
    package func row(of record: CSVRecord) throws(CodeError) -> Row {
        guard record.fields.count <= header.names.count else {
            throw .invalid("", "the row has \(record.fields.count) fields; the first line has \(header.names.count)")
        }
        var members: [String: JSONValue] = [:]
        for (name, text) in zip(header.names, record.fields) where !text.isEmpty {
            members[name] = try value(text, named: name)
        }
        return isStudio ? try studioRow(members) : try nativeRow(members)
    }

    /// What the manifest says of a row that was drawn.
    package func manifestRow(_ row: Row, _ image: RenderedImage, at index: Int, of count: Int) -> BatchManifest.Row {
        BatchManifest.Row(
            fileName: BatchManifest.fileName(of: index, among: count, image.format),
            dataType: row.dataType,
            format: image.format,
            style: row.style,
            bytes: image.bytes.count,
        )
    }

    private func value(_ text: String, named name: String) throws(CodeError) -> JSONValue {
        if Self.pictureNames.contains(name) {
            if text.lowercased().hasPrefix("data:") { return .string(text) }
            do throws(FieldFault) {
                return .string(try readFile(text))
            } catch {
                throw .invalid([FieldFault("/\(name)", "\(name): \(error.detail)", kind: error.kind)])
            }
        }
        if isStudio { return StudioBody.value(text, named: name) }
        switch StyleField.textForms[name] {
        case .whole, .number, .json: return (try? JSONParser.parse(Array(text.utf8), depth: 8)) ?? .string(text)
        case .flag: return ["true": true, "false": false][text.lowercased()].map(JSONValue.bool) ?? .string(text)
        case nil: return .string(text)
        }
    }

    private func studioRow(_ members: [String: JSONValue]) throws(CodeError) -> Row {
        var members = members
        if members["size_inches"] == nil { members["size_inches"] = .number(inches) }
        let request = try GenerateRequest(members, refusing: OwnHosts(publicURLs: []))
        guard case .fixed(let payload) = request.content else {
            throw .invalid("/data_type", "a dynamic code needs a server: POST the rows to /api/v1/generate/bulk/")
        }
        return try row(payload.text, request.draft, request.format, request.dataType, request.styling.renamed)
    }

    private func nativeRow(_ members: [String: JSONValue]) throws(CodeError) -> Row {
        var members = members
        // The data of structured types is an object, which in a cell is JSON.
        if case .string(let text)? = members["data"], text.hasPrefix("{"), members["dataType"] != nil,
            let object = try? JSONParser.parse(Array(text.utf8), depth: 8)
        {
            members["data"] = object
        }
        let wanted = try StaticRequest(StyleField.nested(members), at: "")
        let type = wanted.payload.type.rawValue
        if let fault = wanted.draft.strayInk(as: wanted.format ?? .png, at: "") { throw .invalid([fault]) }
        return try row(wanted.payload.text, wanted.draft, wanted.format ?? .png, type) { $0 }
    }

    private func row(
        _ text: String,
        _ style: StyleDraft,
        _ format: ImageFormat,
        _ dataType: String,
        _ renamed: ([FieldFault]) -> [FieldFault],
    ) throws(CodeError) -> Row {
        var pictures: [PictureSource: Picture] = [:]
        for (name, source) in style.pictureSources {
            guard case .data(let uri) = source else { continue }
            do throws(PictureError) {
                pictures[source] = try PictureDecoder.decode(DataURI(uri).bytes)
            } catch {
                throw .invalid(renamed([FieldFault("/\(name)", "\(name): \(error.description)")]))
            }
        }
        do throws(RenderError) {
            let request = try StyledText(text, style).request(as: format, pictures: pictures)
            return Row(request: request, dataType: dataType, style: style)
        } catch {
            throw .invalid(renamed(FieldFault.all(of: error, at: "")))
        }
    }
}
