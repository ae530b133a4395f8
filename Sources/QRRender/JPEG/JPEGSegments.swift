// SPDX-License-Identifier: Apache-2.0

/// The segments of a JPEG file (ITU-T T.81, annex B).
struct JPEGSegments {
    private enum Marker {
        static let startOfFrame = UInt8(0xC0)
        static let startOfScan = UInt8(0xDA)
        static let restartInterval = UInt8(0xDD)
        static let application = UInt8(0xE0)
    }

    /// The file is not one that the compressor writes.
    struct Malformed: Error {}

    /// Everything before the compressed data.
    private(set) var header: [UInt8]
    /// The compressed data without the end-of-image marker.
    let scan: ArraySlice<UInt8>
    /// The places of the segments in the header, by marker; of several, the first.
    private var places: [UInt8: Int] = [:]

    /// Takes a file with one scan apart.
    ///
    /// - Throws: ``Malformed``.
    init(_ file: [UInt8]) throws(Malformed) {
        var place = 2
        while true {
            guard place + 4 <= file.count, file[place] == 0xFF else { throw Malformed() }
            let marker = file[place + 1]
            if places[marker] == nil { places[marker] = place }
            place += 2 + Int(file[place + 2]) << 8 + Int(file[place + 3])
            if marker == Marker.startOfScan { break }
        }
        guard place + 2 <= file.count else { throw Malformed() }
        header = Array(file[..<place])
        scan = file[place..<file.count - 2]
    }

    /// Sets the height of the picture (B.2.2).
    mutating func set(height: Int) {
        guard let place = places[Marker.startOfFrame] else { return }
        set(UInt16(height), at: place + 5)
    }

    /// Sets the resolution in dots per inch (JPEG File Interchange Format 1.02, APP0).
    mutating func set(dpi: Int) {
        guard let place = places[Marker.application] else { return }
        header[place + 11] = 1
        set(UInt16(dpi), at: place + 12)
        set(UInt16(dpi), at: place + 14)
    }

    /// Says after how many blocks the compressed data begin afresh (B.2.4.4); to be called last, as it moves the others.
    mutating func insert(restartInterval: Int) {
        guard let place = places[Marker.startOfScan] else { return }
        let interval = [UInt8(truncatingIfNeeded: restartInterval >> 8), UInt8(truncatingIfNeeded: restartInterval)]
        header.insert(contentsOf: [0xFF, Marker.restartInterval, 0, 4] + interval, at: place)
    }

    private mutating func set(_ number: UInt16, at place: Int) {
        header[place] = UInt8(number >> 8)
        header[place + 1] = UInt8(number & 255)
    }
}
