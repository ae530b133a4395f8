// SPDX-License-Identifier: Apache-2.0

/// Reads CSV (RFC 4180) from pieces of any size, holding no more than one record.
///
/// Beyond the letter of the RFC, as files in the wild need it: lines may end in CRLF, LF or CR; a byte order mark and
/// empty lines are passed over; the separator is a comma, or what the first line shows (semicolon or tab).
///
/// ```swift
/// var reader = CSVReader()
/// for piece in pieces { for record in try reader.read(piece) { use(record) } }
/// if let last = try reader.finish() { use(last) }
/// ```
package struct CSVReader: Sendable {
    private enum State {
        case atFieldStart
        case inPlain
        case inQuotes
        /// Behind a quote inside a quoted field: its end, or half of an escaped quote.
        case atQuote
    }

    private let limits: CSVLimits
    private var separator: UInt8?
    private var state = State.atFieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var recordBytes = 0
    private var line = 1
    private var recordLine = 1
    private var endedInCR = false
    /// The beginning of the file, kept until the separator is known.
    private var head: [UInt8]?
    private var firstLine: CSVFirstLine

    /// Makes a reader.
    /// - Parameters:
    ///   - limits: how much is held at once.
    ///   - separator: what stands between fields; nil to find it in the first line.
    package init(limits: CSVLimits = CSVLimits(), separator: UInt8? = nil) {
        self.limits = limits
        self.separator = separator
        head = []
        firstLine = CSVFirstLine(longest: limits.recordBytes)
    }

    /// Reads the next piece of the file.
    /// - Parameter piece: any number of bytes.
    /// - Returns: the records that ended in it.
    /// - Throws: ``CSVError``; the reader is of no use after that.
    package mutating func read(_ piece: some Sequence<UInt8>) throws(CSVError) -> [CSVRecord] {
        guard head != nil else { return try records(in: piece) }
        head?.append(contentsOf: piece)
        for byte in piece where !firstLine.isWhole { firstLine.take(byte) }
        return firstLine.isWhole ? try open() : []
    }

    /// Ends the file.
    /// - Returns: the records that no line end followed; at most one, unless the whole file is one line.
    /// - Throws: ``CSVError`` where a quoted field has no end.
    package mutating func finish() throws(CSVError) -> [CSVRecord] {
        var records = head == nil ? [] : try open()
        guard state != .inQuotes else {
            throw CSVError(line: recordLine, reason: "a quoted field that begins in this record has no closing quote")
        }
        if state != .atFieldStart || !fields.isEmpty { records.append(try endOfRecord()) }
        return records
    }

    /// Decides what the separator is, and reads what was kept back for that.
    private mutating func open() throws(CSVError) -> [CSVRecord] {
        var begin = head ?? []
        head = nil
        if begin.starts(with: [0xEF, 0xBB, 0xBF]) { begin.removeFirst(3) }
        if begin.starts(with: [0xFF, 0xFE]) || begin.starts(with: [0xFE, 0xFF]) {
            throw CSVError(line: 1, reason: "the file is UTF-16; save it as CSV in UTF-8")
        }
        separator = separator ?? firstLine.separator
        return try records(in: begin)
    }

    private mutating func records(in piece: some Sequence<UInt8>) throws(CSVError) -> [CSVRecord] {
        var records: [CSVRecord] = []
        for byte in piece {
            if let record = try take(byte) { records.append(record) }
        }
        return records
    }

    /// - Returns: the record that the byte ended.
    private mutating func take(_ byte: UInt8) throws(CSVError) -> CSVRecord? {
        let followsCR = endedInCR
        endedInCR = false
        if byte == Self.lf, followsCR { return nil }
        recordBytes += 1
        guard recordBytes <= limits.recordBytes else {
            let reason = "the record is longer than \(limits.recordBytes) bytes; is a closing quote missing?"
            throw CSVError(line: recordLine, reason: reason)
        }
        if state == .inQuotes {
            takeQuoted(byte)
            return nil
        }
        switch byte {
        case Self.lf, Self.cr:
            endedInCR = byte == Self.cr
            return try endOfLine()
        case separator: try endOfField()
        case Self.quote where state == .atFieldStart: state = .inQuotes
        case Self.quote where state == .atQuote:
            field.append(byte)
            state = .inQuotes
        default:
            guard state != .atQuote else {
                throw CSVError(line: line, reason: "behind a closing quote comes the separator or the end of the line")
            }
            field.append(byte)
            state = .inPlain
        }
        return nil
    }

    private mutating func takeQuoted(_ byte: UInt8) {
        guard byte != Self.quote else {
            state = .atQuote
            return
        }
        if byte == Self.lf { line += 1 }
        field.append(byte)
    }

    /// - Returns: the record, or nil for an empty line.
    private mutating func endOfLine() throws(CSVError) -> CSVRecord? {
        defer {
            line += 1
            recordLine = line
            recordBytes = 0
        }
        guard state != .atFieldStart || !fields.isEmpty else { return nil }
        return try endOfRecord()
    }

    private mutating func endOfRecord() throws(CSVError) -> CSVRecord {
        try endOfField()
        defer { fields.removeAll(keepingCapacity: true) }
        return CSVRecord(line: recordLine, fields: fields)
    }

    private mutating func endOfField() throws(CSVError) {
        guard fields.count < limits.fields else {
            throw CSVError(line: line, reason: "the record has more than \(limits.fields) fields")
        }
        guard let text = String(validating: field, as: UTF8.self) else {
            let reason = "field \(fields.count + 1) is not UTF-8; save the file as CSV in UTF-8"
            throw CSVError(line: line, reason: reason)
        }
        fields.append(text)
        field.removeAll(keepingCapacity: true)
        state = .atFieldStart
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lf = UInt8(ascii: "\n")
    private static let cr = UInt8(ascii: "\r")
}
