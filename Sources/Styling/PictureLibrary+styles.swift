// SPDX-License-Identifier: Apache-2.0

package import Codes
package import QRRender
import Store

extension PictureLibrary {
    /// The pictures that a style needs.
    ///
    /// - Parameters:
    ///   - draft: the style.
    ///   - account: who asks.
    ///   - base: what the pointers of faults begin with.
    /// - Returns: the pictures by their sources, for ``StyleDraft/style(pictures:)``.
    /// - Throws: ``CodeError/invalid(_:)`` with the field whose picture cannot be had, ``RenderError/tooManyWaiting``, or
    ///   what the store throws.
    package func pictures(
        for draft: StyleDraft,
        of account: AccountID,
        at base: String,
    ) async throws -> [PictureSource: Picture] {
        var pictures: [PictureSource: Picture] = [:]
        for (name, source) in draft.pictureSources where pictures[source] == nil {
            pictures[source] = try await named(name, at: base) { () async throws(PictureFailure) in
                try await self.picture(source, of: account)
            }
        }
        return pictures
    }

    /// Styling fields whose pictures are kept: addresses and `data:` URIs become digests.
    ///
    /// A code is printed once and for ever: its logo must not change, or vanish, with the page that it was taken from.
    ///
    /// - Parameters:
    ///   - members: the fields of a request, styling fields among them or under `style`.
    ///   - account: who gives them.
    /// - Returns: the fields to store.
    /// - Throws: ``CodeError/invalid(_:)`` with the field whose picture cannot be had, ``RenderError/tooManyWaiting``, or
    ///   what the store throws.
    package func settled(
        _ members: [String: JSONValue],
        for account: AccountID,
    ) async throws -> [String: JSONValue] {
        var settled = try await settled(members, for: account, at: "")
        if let style = members["style"]?.members {
            settled["style"] = .object(try await self.settled(style, for: account, at: "/style"))
        }
        return settled
    }

    private func settled(
        _ members: [String: JSONValue],
        for account: AccountID,
        at base: String,
    ) async throws -> [String: JSONValue] {
        var settled = members
        for name in StyleField.pictureNames {
            // What has another form is refused by the rules, with all the other faults.
            guard case .string(let text)? = members[name], let source = PictureSource(text), !source.isKept else {
                continue
            }
            let kept = try await named(name, at: base) { () async throws(PictureFailure) in
                try await self.keep(source, for: account)
            }
            settled[name] = .string(kept.text)
        }
        return settled
    }

    private func named<Value>(
        _ name: String,
        at base: String,
        _ work: () async throws(PictureFailure) -> Value,
    ) async throws -> Value {
        do throws(PictureFailure) {
            return try await work()
        } catch {
            switch error {
            case .refused(let detail): throw CodeError.invalid([FieldFault("\(base)/\(name)", "\(name): \(detail)")])
            case .tooManyWaiting: throw RenderError.tooManyWaiting
            case .store(let failure): throw failure
            }
        }
    }
}
