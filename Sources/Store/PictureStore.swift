// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps the files of logos and background pictures.
package protocol PictureStore: Sendable {
    /// Keeps a picture for an account; one that is kept already stays as it is. Durable when the call returns.
    /// - Parameters:
    ///   - picture: the file.
    ///   - account: the account that gave it.
    ///   - limit: how many pictures an account may have.
    ///   - moment: now.
    /// - Returns: whether there was room.
    /// - Throws: what the store throws; nothing is kept then.
    func keep(
        _ picture: KeptPicture,
        for account: AccountID,
        limit: Int,
        at moment: Timestamp,
    ) async throws(StoreError) -> Bool

    /// The file of that digest, or nil where the account never gave it.
    func picture(_ digest: PictureDigest, of account: AccountID) async throws(StoreError) -> KeptPicture?
}

/// SHA-256 over the file of a picture.
package struct PictureDigest: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Makes a digest from its bytes; nil when they are not 32.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads a digest as ``hexadecimal`` writes it; nil for anything else.
    package init?(hexadecimal text: String) {
        let digits = Array(text.utf8).map { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// The digest as 64 hexadecimal digits in lower case.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

/// The file of a picture, as it was given.
package struct KeptPicture: Sendable, Hashable {
    /// SHA-256 over the file.
    package let digest: PictureDigest
    /// The file, at most 2 MiB.
    package let file: [UInt8]

    /// Makes a picture that is kept, or about to be.
    package init(digest: PictureDigest, file: [UInt8]) {
        self.digest = digest
        self.file = file
    }
}
