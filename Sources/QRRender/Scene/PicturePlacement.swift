// SPDX-License-Identifier: Apache-2.0

/// Where a background picture lies: it fills its ground and keeps its proportions, so that some of it is cut off.
struct PicturePlacement {
    /// The picture's place in the scene, larger than the ground in one direction.
    let frame: Rect
    private let picture: Picture
    private let symbolBox: Rect

    init(_ picture: Picture, filling ground: Rect, symbolBox: Rect) {
        let (width, height) = (Double(picture.width), Double(picture.height))
        let scale = max(ground.width / width, ground.height / height)
        let center = ground.center
        frame = Rect(
            x: center.x - width * scale / 2, y: center.y - height * scale / 2, width: width * scale,
            height: height * scale,
        )
        self.picture = picture
        self.symbolBox = symbolBox
    }

    /// How dark the picture is at the middle of a module of the symbol, 0 (white) … 1 (black).
    func darkness(atModule x: Int, _ y: Int) -> Double {
        let across = (symbolBox.x + Double(x) + 0.5 - frame.x) / frame.width
        let down = (symbolBox.y + Double(y) + 0.5 - frame.y) / frame.height
        let column = min(max(Int(across * Double(picture.width)), 0), picture.width - 1)
        let row = min(max(Int(down * Double(picture.height)), 0), picture.height - 1)
        return 1 - Double(picture.color(x: column, y: row).luma) / 255
    }
}
