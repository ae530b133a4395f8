// SPDX-License-Identifier: Apache-2.0

/// What the markers of a JPEG file tell before its decoder is asked (ITU-T T.81, annex B).
struct JPEGMarkers {
    private(set) var width = 0
    private(set) var height = 0
    /// The scans: one in most files, about ten in a progressive one.
    private(set) var scans = 0
    /// Whether an Adobe segment is there: then CMYK values are inverted.
    private(set) var isFromAdobe = false
    private(set) var orientation = PictureOrientation.upright
    /// The sampling factors of each component, across and down.
    private(set) var samplings: [(across: Int, down: Int)] = []

    private enum Marker {
        static let tables: Set<Int> = [0xC4, 0xC8, 0xCC]
        static let startOfImage = 0xD8
        static let endOfImage = 0xD9
        static let startOfScan = 0xDA
        static let restarts = 0xD0...0xD7
        static let temporary = 0x01
        static let exif = 0xE1
        static let adobe = 0xEE
    }

    /// Walks from marker to marker until the end of the image.
    init(of file: [UInt8]) throws(PictureError) {
        var position = 2
        while let (marker, start) = Self.nextMarker(in: file, from: position) {
            switch marker {
            case Marker.endOfImage:
                guard width > 0, scans > 0 else { throw .damaged(.jpeg) }
                return
            case Marker.startOfImage, Marker.temporary, Marker.restarts:
                position = start
            default:
                guard let length = file.bigEndian(2, at: start), length >= 2, start + length <= file.count else {
                    throw .cutOff(.jpeg)
                }
                try take(marker, Array(file[start + 2..<start + length]))
                position = start + length
            }
        }
        throw .cutOff(.jpeg)
    }

    /// The next marker and the offset behind it: bytes 0xFF that are followed by neither 0xFF nor 0.
    ///
    /// Entropy-coded data needs no other treatment than skipping: within it, 0xFF is followed by 0 or is a restart.
    private static func nextMarker(in file: [UInt8], from position: Int) -> (marker: Int, end: Int)? {
        var index = position
        while index + 1 < file.count {
            if file[index] == 0xFF, file[index + 1] != 0xFF, file[index + 1] != 0 {
                return (Int(file[index + 1]), index + 2)
            }
            index += 1
        }
        return nil
    }

    private mutating func take(_ marker: Int, _ segment: [UInt8]) throws(PictureError) {
        switch marker {
        case 0xC0...0xCF where !Marker.tables.contains(marker): try takeFrame(segment)
        case Marker.startOfScan: scans += 1
        case Marker.adobe where segment.has("Adobe", at: 0): isFromAdobe = true
        case Marker.exif where segment.has("Exif", at: 0):
            orientation = PictureOrientation(exif: Array(segment.dropFirst(6))) ?? orientation
        default: break
        }
    }

    /// Takes the frame header, §B.2.2.
    ///
    /// A height of zero means that a later segment gives it, which no decoder supports.
    private mutating func takeFrame(_ segment: [UInt8]) throws(PictureError) {
        guard samplings.isEmpty, let height = segment.bigEndian(2, at: 1), let width = segment.bigEndian(2, at: 3),
            let components = segment.bigEndian(1, at: 5), height > 0, width > 0, 1...4 ~= components
        else { throw .damaged(.jpeg) }
        self.width = width
        self.height = height
        for component in 0..<components {
            guard let factors = segment.bigEndian(1, at: 7 + component * 3), factors & 15 > 0, factors >> 4 > 0 else {
                throw .damaged(.jpeg)
            }
            samplings.append((across: factors >> 4, down: factors & 15))
        }
    }
}
