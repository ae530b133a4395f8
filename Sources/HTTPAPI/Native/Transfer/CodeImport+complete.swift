// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import QRRender
import Styling

extension CodeImport {
    /// Keeps the pictures among some rows; in a dry run it only remembers their names.
    /// - Returns: the rows whose picture cannot be kept, by their places.
    func keepPictures(
        of window: ArraySlice<ImportReader.Entry>,
        _ progress: inout Progress,
    ) async throws -> [(Int, ImportRow)] {
        var failed: [(Int, ImportRow)] = []
        for (index, entry) in window.enumerated() where entry.isPicture {
            if let reason = try await keep(entry, &progress) { failed.append((index, entry.failed(reason))) }
        }
        return failed
    }

    /// - Returns: why the picture of a row cannot be kept.
    private func keep(_ entry: ImportReader.Entry, _ progress: inout Progress) async throws -> String? {
        guard case .success(let members) = entry.members, case .string(let name)? = members["picture"],
            PictureSource(name)?.isKept == true, case .string(let text)? = members["data"],
            let source = PictureSource(text), case .data = source
        else { return "a picture is {\"picture\": \"picture:DIGEST\", \"data\": \"data:…\"}" }
        do throws(PictureFailure) {
            if isDryRun {
                _ = try await pictures.picture(source, of: account.id)
                progress.pictures.insert(name)
            } else if try await pictures.keep(source, for: account.id).text != name {
                return "the file is another than that of the digest"
            }
            return nil
        } catch {
            switch error {
            case .refused(let reason): return reason
            case .tooManyWaiting: throw RenderError.tooManyWaiting
            case .store(let failure): throw failure
            }
        }
    }

    /// Brings the styling fields of a row into the form that is kept, and checks them; a dry run keeps nothing.
    ///
    /// `known` are pictures that the same file brings, which a dry run did not keep.
    func prepared(_ fields: [String: JSONValue], beside known: Set<String>) async throws -> [String: JSONValue] {
        let settled = isDryRun ? fields : try await pictures.settled(fields, for: account.id)
        for style in [settled, settled["style"]?.members ?? [:]] {
            let names = StyleField.pictureNames.filter { style[$0] != nil }
            if names.contains(where: { style[$0].map { known.contains($0.text) } ?? false }) { return settled }
            guard !names.isEmpty else { continue }
            var draft = StyleDraft()
            // Its other faults are found by the rules.
            _ = draft.read(style.filter { names.contains($0.key) }, at: "")
            _ = try await pictures.pictures(for: draft, of: account.id, at: "")
        }
        if case .object(let style) = settled["style"] { try await prove(style) }
        return settled
    }

    /// Opens a destination that a complete export holds sealed, so that it is checked as any other and sealed again.
    func open(_ fields: inout [String: JSONValue], of id: String?) throws(CodeError) {
        guard let value = fields.removeValue(forKey: "sealedDestination"), value != .null else { return }
        let type: DataType?
        if case .string(let name)? = fields["dataType"] { type = DataType(rawValue: name) } else { type = .url }
        guard case .string(let text) = value, let type, let id = id.flatMap({ CodeID(reference: $0) }),
            let payload = codes.opened(text, as: type, of: id)
        else {
            throw .invalid(
                "/sealedDestination",
                "sealedDestination was sealed by a server with another secret, or for another id; give data",
            )
        }
        fields["data"] = .string(payload.text)
    }
}

extension CodeImport {
    /// Where a code leads that is sealed; nil for one that is not.
    func clearDestination(of code: Code) -> JSONValue? {
        guard code.payload.isSealed else { return nil }
        return codes.opened(code.payload.text, as: code.payload.type, of: code.id).map { .string($0.text) }
    }
}

extension ImportReader.Entry {
    /// Whether the line is the file of a picture, and no code.
    var isPicture: Bool {
        if case .success(let members) = members { members["picture"] != nil } else { false }
    }
}

extension JSONValue {
    /// The text of a string; empty for anything else.
    fileprivate var text: String {
        if case .string(let text) = self { text } else { "" }
    }
}
