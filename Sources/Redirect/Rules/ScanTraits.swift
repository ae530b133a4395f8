// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// What rules ask of a scan.
struct ScanTraits: Sendable, Hashable {
    /// What it is made with.
    var kind = ScannerKind(userAgent: "")
    /// The language that the scanner likes best, in lower case, such as `pt-br`; nil where none is named.
    var language: String?
    /// ISO 3166 alpha-2 of the scanner's country; nil where it is not known.
    var country: String?
    /// Tells visitors of one day apart.
    var visitor: UInt64 = 0
    /// The moment of the scan.
    var moment: Timestamp
    /// What followed `?`, as sent.
    var query = ""
}

extension ScanTraits {
    /// Reads them from the fields of a request.
    /// - Parameters:
    ///   - services: know countries and visitors.
    ///   - userAgent: the field's value, empty where there was none, as the other fields.
    ///   - language: `Accept-Language`.
    ///   - address: who scans.
    ///   - country: what a trusted CDN said; nil when none did.
    ///   - moment: the moment of the scan.
    ///   - query: what followed `?`.
    init(
        of services: RedirectServices,
        userAgent: String,
        language: String,
        address: IPAddress,
        country: CountryCode?,
        moment: Timestamp,
        query: String,
    ) {
        self.init(
            kind: ScannerKind(userAgent: userAgent),
            language: AcceptedLanguages.preferred(in: language),
            country: (country ?? services.country(address))?.description,
            visitor: services.visitor(address, userAgent, moment),
            moment: moment,
            query: query,
        )
    }
}

extension RuleConditions {
    /// Whether everything that is asked for is true of a scan.
    func hold(for traits: ScanTraits) -> Bool {
        if !devices.isEmpty, !(traits.kind.device.map(devices.contains) ?? false) { return false }
        if !systems.isEmpty, !(traits.kind.system.map(systems.contains) ?? false) { return false }
        if !countries.isEmpty, !(traits.country.map(countries.contains) ?? false) { return false }
        if !languages.isEmpty, !(traits.language.map(speaks) ?? false) { return false }
        return window?.contains(traits.moment) ?? true
    }

    /// A language of a rule stands for its regional forms too: `pt` for `pt-br`.
    private func speaks(_ language: String) -> Bool {
        languages.contains { language == $0 || language.hasPrefix($0 + "-") }
    }
}
