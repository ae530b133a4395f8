// SPDX-License-Identifier: Apache-2.0

/// The objects of a PDF file (PDF 1.7, ISO 32000-1:2008, 7.5), written one after the other.
///
/// The bytes depend on nothing but what is written. They may be taken away at any time, so that a large file needs no
/// memory: only the places of the objects stay.
struct PDFFile {
    /// What is finished and not yet taken away.
    private var pending: [UInt8]
    private var taken = 0
    /// Where each object begins; object n is at index n - 1, -1 while it is only announced.
    private var places: [Int] = []
    /// The pictures that are already in the file, by digest and inks.
    var images: [String: Int] = [:]

    /// Begins a file.
    init() {
        // Four bytes above 127 tell programs that this is no text (7.5.2).
        pending = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    }

    /// Announces an object, which others may refer to before it is written.
    ///
    /// - Returns: Its number.
    mutating func announce() -> Int {
        places.append(-1)
        return places.count
    }

    /// Writes an announced object.
    mutating func write(_ number: Int, _ content: String) {
        begin(number)
        pending += "\(content)\nendobj\n".utf8
    }

    /// Writes an object.
    ///
    /// - Returns: Its number.
    mutating func write(_ content: String) -> Int {
        let number = announce()
        write(number, content)
        return number
    }

    /// Writes a stream, compressed.
    ///
    /// - Parameters:
    ///   - number: The announced object.
    ///   - entries: The entries of its dictionary but for length and filter.
    ///   - content: The bytes before compression.
    /// - Throws: ``RenderError/outOfMemory``.
    mutating func write(_ number: Int, entries: String, stream content: [UInt8]) throws(RenderError) {
        write(number, entries: entries, filter: "FlateDecode", filtered: try Self.compressed(content))
    }

    /// Writes a stream that is compressed already.
    ///
    /// - Parameters:
    ///   - number: The announced object.
    ///   - entries: The entries of its dictionary but for length and filter.
    ///   - filter: The filter that decompresses it.
    ///   - content: The compressed bytes.
    mutating func write(_ number: Int, entries: String, filter: String, filtered content: [UInt8]) {
        begin(number)
        pending += "<<\(entries)/Filter/\(filter)/Length \(content.count)>>\nstream\n".utf8
        pending += content
        pending += "\nendstream\nendobj\n".utf8
    }

    /// Ends the file with its table of places (7.5.4).
    ///
    /// - Parameters:
    ///   - catalog: The number of the root.
    ///   - information: The number of the document information.
    mutating func finish(catalog: Int, information: Int) {
        let start = taken + pending.count
        pending += "xref\n0 \(places.count + 1)\n0000000000 65535 f \n".utf8
        for place in places {
            let digits = String(max(0, place))
            // Entries have twenty bytes each.
            pending += "\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n".utf8
        }
        pending += "trailer\n<</Size \(places.count + 1)/Root \(catalog) 0 R/Info \(information) 0 R>>\n".utf8
        pending += "startxref\n\(start)\n%%EOF\n".utf8
    }

    /// Takes away what is finished.
    mutating func take() -> [UInt8] {
        defer { pending = [] }
        taken += pending.count
        return pending
    }

    private mutating func begin(_ number: Int) {
        places[number - 1] = taken + pending.count
        pending += "\(number) 0 obj\n".utf8
    }

    /// Bytes as a zlib stream.
    static func compressed(_ content: [UInt8]) throws(RenderError) -> [UInt8] {
        do {
            var compressed: [UInt8] = []
            let stream = try ZlibStream(level: 6)
            stream.append(content, to: &compressed)
            stream.finish(to: &compressed)
            return compressed
        } catch {
            throw .outOfMemory
        }
    }
}
