// SPDX-License-Identifier: Apache-2.0
// Data table

/// The countries that there are, by their alpha-2 codes.
///
/// The 249 codes that ISO 3166-1 assigns (as the ISO 3166 Maintenance Agency and the time zone database's `iso3166.tab` list
/// them), and `XK`, a code left to users, by which databases of addresses and CDNs name Kosovo.
package enum AssignedCountries {
    private static let codes = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
        CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
        FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
        JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
        MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
        PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
        TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """
    private static let others = "XK"

    /// A bit for each pair of letters.
    private static let bits: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: (26 * 26 + 63) / 64)
        for code in (codes + " " + others).split(separator: " ") {
            guard let pair = pair(code.utf8.first ?? 0, code.utf8.last ?? 0) else { continue }
            bits[pair / 64] |= 1 << UInt64(pair % 64)
        }
        return bits
    }()

    /// Whether two ASCII letters in upper case are a country.
    ///
    /// Does not allocate.
    package static func contains(_ first: UInt8, _ second: UInt8) -> Bool {
        guard let pair = pair(first, second) else { return false }
        return bits[pair / 64] >> UInt64(pair % 64) & 1 == 1
    }

    /// How many there are.
    static var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int? {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard letters.contains(first), letters.contains(second) else { return nil }
        return Int(first - letters.lowerBound) * 26 + Int(second - letters.lowerBound)
    }
}
