// SPDX-License-Identifier: Apache-2.0

/// A web address that a scan may be sent to: http or https, with a host, without credentials or control characters.
package struct Destination: Sendable, Hashable {
    /// The address as the owner wrote it: at most 2,048 bytes.
    package let text: String
    /// The address in printable ASCII, as a `Location` header carries it: international host names in Punycode, the rest
    /// percent-encoded where it was not.
    package let location: String

    /// The longest address, in bytes of UTF-8.
    package static let maximumLength = 2_048

    /// Checks an address.
    /// - Parameters:
    ///   - text: the address.
    ///   - pointer: where it stood in the request, for the error.
    ///   - hosts: the platform's own redirect hosts: a code that leads to one of them would be a loop.
    /// - Throws: ``CodeError/invalid(_:)`` that says what is not allowed.
    package init(_ text: String, at pointer: String, refusing hosts: OwnHosts) throws(CodeError) {
        guard !text.isEmpty else { throw .invalid(pointer, "a destination is required") }
        guard text.utf8.count <= Self.maximumLength else {
            let length = text.utf8.count
            throw .invalid(pointer, "the destination has \(length) bytes; at most \(Self.maximumLength) are allowed")
        }
        let address: WebAddress
        do {
            address = try WebAddress(text)
        } catch {
            throw .invalid(pointer, error.detail)
        }
        guard !hosts.contains(address.host, port: address.port) else {
            let detail = "the destination is on this server's own redirect host, which would be a loop"
            throw .invalid(pointer, detail)
        }
        self.text = text
        self.location = address.location
    }

    /// Takes an address that a store kept; it was checked when it was written.
    ///
    /// Its location is printable ASCII even where the rules have become stricter since.
    package init(stored text: String) {
        self.text = text
        self.location = (try? WebAddress(text).location) ?? PercentEncoding.ascii(text)
    }
}
