// SPDX-License-Identifier: Apache-2.0

/// The identification keys that a GS1 Digital Link may begin with, and the qualifiers that may follow each, in their
/// order (GS1 Digital Link Standard: URI Syntax, section 4.5).
enum GS1Key {
    /// For every key the rows of qualifiers, of which a link uses one.
    static let qualifiers: [String: [[String]]] = [
        "00": [[]], "01": [["22", "10", "21"], ["235"]], "253": [[]], "255": [[]], "401": [[]], "402": [[]],
        "414": [["254"], ["7040"]], "415": [["8020"]], "417": [["7040"]], "8003": [[]], "8004": [["7040"]],
        "8006": [["22", "10", "21"]], "8010": [["8011"]], "8013": [[]], "8017": [["8019"]], "8018": [["8019"]],
    ]

    /// Names of fields that stand for identifiers.
    static let names = [
        "sscc": "00", "gtin": "01", "batch": "10", "lot": "10", "productionDate": "11", "bestBefore": "15",
        "expirationDate": "17", "serial": "21", "variant": "22", "gdti": "253", "gcn": "255", "ginc": "401",
        "gsin": "402", "gln": "414", "glnExtension": "254", "party": "417", "grai": "8003", "giai": "8004",
        "itip": "8006", "cpid": "8010", "gmn": "8013",
    ]

    /// Names the keys for a message.
    static var allowed: String { qualifiers.keys.sorted().joined(separator: ", ") }
}
