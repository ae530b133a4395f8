// SPDX-License-Identifier: Apache-2.0

package import QRRender

/// A text and the style in which it is drawn.
package struct StyledText: Sendable {
    /// What the symbol holds.
    package let text: String
    /// How it looks.
    package let draft: StyleDraft
    private let title: String?
    private let description: String?

    /// Puts the two together.
    ///
    /// - Parameters:
    ///   - text: what the symbol holds.
    ///   - draft: how it looks.
    ///   - title: what the picture is called.
    ///   - description: what the picture is for.
    package init(_ text: String, _ draft: StyleDraft, title: String? = nil, description: String? = nil) {
        self.text = text
        self.draft = draft
        self.title = title
        self.description = description
    }

    /// What is to be drawn.
    ///
    /// - Parameters:
    ///   - format: the kind of picture.
    ///   - pictures: the logo and the background picture by their sources.
    /// - Returns: the request.
    /// - Throws: ``RenderError`` for what does not fit together.
    package func request(
        as format: ImageFormat,
        pictures: [PictureSource: Picture],
    ) throws(RenderError) -> RenderRequest {
        let style: Style
        do throws(StyleError) {
            style = try draft.style(pictures: pictures)
        } catch {
            throw .style(error)
        }
        return try RenderRequest(
            text: text,
            style: style,
            format: format,
            size: draft.size(),
            title: title,
            description: description,
            ink: draft.printInk,
            allowsUnscannable: draft.wantsUnscannable,
        )
    }
}
