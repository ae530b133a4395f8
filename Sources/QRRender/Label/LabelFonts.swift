// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The fonts that labels and captions are set in: the one inside the program, then those that the operator adds for
/// scripts that it lacks, such as Chinese, Japanese and Korean.
public enum LabelFonts {
    /// The largest file that is taken for a font; the whole of Noto Sans CJK has 20 MB.
    public static let fileLimit = 64 << 20

    private static let added = Mutex<[LabelFontFace]>([])

    /// All fonts, the first choice first.
    static var all: [LabelFontFace] { [.embedded] + added.withLock { $0 } }

    /// Adds a font that is asked for the characters which those before it lack; for the start of a program.
    ///
    /// - Parameter path: A TrueType or OpenType file; of a collection the first font is taken.
    /// - Throws: ``LabelFontError`` when it cannot be read, is larger than ``fileLimit`` or is no font.
    public static func add(fontFile path: String) throws(LabelFontError) {
        let file: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            file = try handle.read(upToCount: fileLimit + 1) ?? Data()
        } catch {
            throw LabelFontError(path: path, reason: "it cannot be read")
        }
        guard file.count <= fileLimit else {
            throw LabelFontError(path: path, reason: "it has more than \(fileLimit >> 20) MB")
        }
        let face = unsafe file.withUnsafeBytes { unsafe LabelFontFace($0) }
        guard face.isUsable else {
            throw LabelFontError(path: path, reason: "it is no TrueType or OpenType font")
        }
        added.withLock { $0.append(face) }
    }
}

/// A font file that cannot be used, and why.
public struct LabelFontError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What is wrong with it, in words.
    public let reason: String

    /// One sentence with the file, the reason and what is allowed.
    public var description: String {
        "The font \(path) cannot be used: \(reason); allowed: a TrueType or OpenType file of at most 64 MB."
    }
}
