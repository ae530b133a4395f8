// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Store
import Styling

/// A page of a list by its number, as the dialects have it whose pages are counted off from the beginning.
struct NumberedPage {
    /// Far beyond what anybody turns to; each page is counted off from the beginning.
    private static let last = 100_000

    /// Its number; the first is 1.
    let number: Int
    /// How many entries a page has.
    let size: Int

    /// Reads `page` and the parameter that is the size.
    init(_ fields: inout FieldReader, size name: String, usually standard: Int) {
        number = fields.integer("page", in: 1...Self.last) ?? 1
        size = fields.integer(name, in: 1...100) ?? standard
    }

    /// A reader of the query whose parameters are read by ``init(_:size:usually:)``, and others.
    static func fields(of request: Request, size name: String) throws(Problem) -> FieldReader {
        try QueryFields.reader(of: request, kinds: ["page": .whole, name: .whole])
    }

    /// What is to be asked of the library for it.
    var query: CodeListQuery {
        var query = CodeListQuery()
        query.limit = size
        query.skip = (number - 1) * size
        return query
    }

    /// Whether another page follows in a list of so many entries.
    func hasNext(of total: Int) -> Bool { number * size < total }
}
