// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import HTTPAPI

/// Which scans are meant: the parameters that the API takes, under the same names and with the same refusals.
struct ScanOptions: ParsableArguments {
    @Option(help: "The id of a code. (default: all codes of the account)")
    var code: String?

    @Option(help: "Ids of codes, with commas in between.")
    var ids: String?

    @Option(help: "A tag: the codes that carry it now.")
    var tag: String?

    @Option(help: "The first date, or a moment in ISO 8601.")
    var from: String?

    @Option(help: "The last date, or the moment behind the range.")
    var to: String?

    @Option(help: "The zone whose days dates are. (default: UTC)")
    var tz: String?

    @Flag(help: "With the scans by known bots.")
    var bots = false

    @Option(help: "Only scans from a country: a code of ISO 3166, or ?? for unknown.")
    var country: String?

    @Option(help: "Only scans from a region.")
    var region: String?

    @Option(help: "Only scans from a city.")
    var city: String?

    @Option(help: "Only scans with a device: mobile, tablet, desktop or other.")
    var device: String?

    @Option(help: "Only scans with an operating system, such as iOS.")
    var os: String?

    @Option(help: "Only scans with a browser, such as Firefox.")
    var browser: String?

    @Option(help: "Only scans by a link on a host.")
    var referrer: String?

    @Option(help: "Only scans with a language, such as fr.")
    var language: String?

    @Option(help: "Only scans of a source of the code.")
    var source: String?

    @Option(help: "Only scans that were led to a variant: its number, or r1-2 for one of a rule.")
    var variant: String?

    /// Reads them as the API does.
    /// - Throws: ``CommandFailure`` with all that is wrong with them.
    func selection() throws(CommandFailure) -> ScanSelection {
        let given = [
            "ids": ids, "tag": tag, "from": from, "to": to, "tz": tz, "country": country, "region": region,
            "city": city, "device": device, "os": os, "browser": browser, "referrer": referrer, "language": language,
            "source": source, "variant": variant,
        ]
        var members = given.compactMapValues { $0.map(JSONValue.string) }
        members["bots"] = .bool(bots)
        var fields = FieldReader(members)
        let selection = ScanSelection(&fields, ofOneCode: code != nil)
        do throws(CodeError) {
            try fields.finish()
            return selection
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Whose scans they are.
    /// - Throws: ``CommandFailure`` where the code's id is none.
    func subject() throws(CommandFailure) -> RecordedScanSubject {
        guard let code else { return .account }
        guard let id = CodeID(reference: code) else { throw noSuchCode }
        return .code(id)
    }

    /// That the account has no such code.
    var noSuchCode: CommandFailure { CommandFailure("There is no code \(code ?? "") in this account.") }
}
