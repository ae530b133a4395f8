// SPDX-License-Identifier: Apache-2.0

package import Codes
import HTTPTypes
import Hummingbird
import NIOCore
import QRRender

/// A code as the native API shows it, and the command line with `--json`.
package struct CodeObject: Sendable {
    /// The address at which scans are answered, without a slash at the end.
    let publicURL: String

    /// Makes the view of codes; `publicURL` has no slash at the end.
    package init(publicURL: String) { self.publicURL = publicURL }

    /// The text that the printed symbol holds.
    package func redirectURL(of code: Code) -> String { redirectURL(ofID: code.id.text) }

    /// The text that the symbol holds which is printed in one of the code's places; the name is percent-encoded.
    func redirectURL(of code: Code, from source: String) -> String {
        "\(redirectURL(of: code))?source=\(PercentEncoding.encode(source))"
    }

    /// The text that the printed symbol of a code with this id holds.
    func redirectURL(ofID id: String) -> String { "\(publicURL)/r/\(id)" }

    /// The code as one line of JSON.
    package func json(of code: Code) -> String { json(of: code, withSecrets: false) }

    /// The same, where wanted with what nobody is shown: the hash of the password and the sealed destination.
    func json(of code: Code, withSecrets: Bool) -> String {
        JSONWriter.text { writer in
            write(code, to: &writer)
            guard withSecrets else { return }
            if let hash = code.settings.password?.hash { writer.member("passwordHash", hash.text) }
            if code.payload.isSealed { writer.member("sealedDestination", code.payload.text) }
        }
    }

    /// An answer that is this code, with its tag, and where its look was measured with the scan report.
    func response(
        _ code: Code,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        report: ScanReport? = nil,
    ) -> Response {
        var headers = headers
        headers[.eTag] = CodeTag.text(of: code)
        return .json(status: status, headers: headers) { writer in
            write(code, to: &writer)
            if let report { writer.member("scanReport") { ScanReportObject.write(report, to: &$0) } }
        }
    }

    /// Writes the members.
    func write(_ code: Code, to writer: inout JSONWriter) {
        writer.member("id", code.id.text)
        writer.member("type", "dynamic")
        writer.member("dataType", code.payload.type.rawValue)
        writer.member("destination", code.payload.isSealed ? nil : code.payload.text)
        writer.member("redirectUrl", redirectURL(of: code))
        writer.member("status", code.settings.status.rawValue)
        writer.member("encrypted", code.payload.isSealed)
        writer.member("secure", code.settings.secure.map(\.rawValue))
        writer.member("createdAt", code.createdAt)
        writer.member("updatedAt", code.updatedAt)
        write(code.settings, to: &writer)
        writer.member("scans", code.tally.scans)
        writer.member("lastScannedAt", code.tally.lastScannedAt)
    }

    private func write(_ settings: CodeSettings, to writer: inout JSONWriter) {
        writer.member("name", settings.name)
        writer.member("description", settings.description)
        writer.member("tags", settings.tags.map(\.text))
        writer.member("returnType", settings.imageFormat)
        writer.name("style")
        writer.value(.object(settings.style))
        writer.member("expiresAt", settings.expiresAt)
        writer.member("fallbackUrl", settings.fallback?.text)
        writer.member("redirectStatus", settings.redirectStatus.rawValue)
        writer.member("forwardQuery", settings.forwardQuery)
        writer.member("scanLimit", settings.scanLimit)
        writer.member("locked", settings.isLocked)
        write(settings.routing, to: &writer)
    }

    private func write(_ routing: Routing, to writer: inout JSONWriter) {
        let members = routing.members
        for name in ["rules", "variants", "sources"] {
            writer.name(name)
            writer.value(members[name] ?? .array([]))
        }
        writer.name("utm")
        writer.value(members["utm"] ?? .null)
    }
}
