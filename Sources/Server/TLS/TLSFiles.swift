// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL

/// Where the certificate of the TLS listener and its private key are: PEM files.
package struct TLSFiles: Sendable, Hashable {
    /// The certificate, and behind it those that lead to one that clients know.
    package let certificate: String
    /// The private key, without a passphrase.
    package let key: String

    /// What is wrong with one of the files.
    enum Fault: Error, CustomStringConvertible {
        /// The certificate.
        case certificate(String)
        /// The key, or the two do not belong together.
        case key(String)

        var description: String {
            switch self {
            case .certificate(let detail), .key(let detail): detail
            }
        }
    }

    /// More than any chain and any key have.
    private static let longest = 1 << 20

    /// Reads both files and proves that the key belongs to the certificate.
    func load() throws(Fault) -> TLSConfiguration {
        let chain = try chain()
        let privateKey = try privateKey()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(privateKey),
        )
        configuration.minimumTLSVersion = .tlsv12
        do {
            // The library compares the two when it makes a context of them.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .key("the key in \(key) does not belong to the certificate in \(certificate)")
        }
        return configuration
    }

    private func chain() throws(Fault) -> [NIOSSLCertificate] {
        guard let bytes = Self.read(certificate) else {
            throw .certificate("the file \(certificate) cannot be read, or has more than \(Self.longest) bytes")
        }
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else {
            throw .certificate("the file \(certificate) holds no certificate in PEM form")
        }
        return chain
    }

    private func privateKey() throws(Fault) -> NIOSSLPrivateKey {
        guard let bytes = Self.read(key) else {
            throw .key("the file \(key) cannot be read, or has more than \(Self.longest) bytes")
        }
        guard let privateKey = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
            throw .key("the file \(key) holds no private key in PEM form without a passphrase")
        }
        return privateKey
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= longest else { return nil }
        return Array(data)
    }
}
