// SPDX-License-Identifier: Apache-2.0

/// The listener with TLS.
package struct TLSSettings: Sendable, Hashable {
    /// Its certificate and key.
    package let files: TLSFiles
    /// The TCP port; 0 lets the system choose.
    package let port: Int
}

extension SettingsReader {
    /// The listener with TLS; nil where no certificate is set.
    ///
    /// Certificate and key are read, so that a server does not start with files that nobody could connect to.
    mutating func tls() -> TLSSettings? {
        let certificate = text(.tlsCertificate) { $0 }
        let key = text(.tlsKey) { $0 }
        let port = integer(.tlsPort, in: 0...65_535)
        switch (certificate, key) {
        case (nil, nil): return nil
        case (nil, _?): problem(.tlsCertificate, "is missing; a key alone is no use")
        case (_?, nil): problem(.tlsKey, "is missing; a certificate needs its private key")
        case (let certificate?, let key?):
            let files = TLSFiles(certificate: certificate, key: key)
            check(files)
            if port != 0, given(.port) == "\(port)" { problem(.tlsPort, "is the port without TLS; choose another") }
            return TLSSettings(files: files, port: port)
        }
        return nil
    }

    private mutating func check(_ files: TLSFiles) {
        do throws(TLSFiles.Fault) {
            _ = try files.load()
        } catch {
            switch error {
            case .certificate(let detail): problem(.tlsCertificate, detail)
            case .key(let detail): problem(.tlsKey, detail)
            }
        }
    }
}
