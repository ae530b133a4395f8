// SPDX-License-Identifier: Apache-2.0

package import Codes

extension CodeLibrary {
    /// The hash of a password that is about to be set; nil where none is.
    func hash(_ password: String?) async -> PasswordHash? {
        guard let password else { return nil }
        return await hasher.hash(password)
    }

    /// A destination in clear that a complete export holds sealed.
    /// - Returns: nil where it was sealed with another secret or for another code.
    package func opened(_ sealed: String, as type: DataType, of id: CodeID) -> Payload? {
        vault?.open(Payload(stored: type, text: sealed, isSealed: true), of: id)
    }

    /// The code as it may be stored: its password hashed, its destination sealed where it is to be.
    static func guarded(_ code: Code, _ hash: PasswordHash?, _ vault: Vault?) throws(CodeError) -> Code {
        var code = code
        if case .fresh = code.settings.password {
            guard let hash else { throw .invalid("/password", "the password could not be hashed; try again") }
            code.settings.password = .hashed(hash)
        }
        let isWanted = code.settings.secure.contains(.encrypt)
        if isWanted, !code.payload.isSealed {
            guard let sealed = vault?.seal(code.payload, of: code.id) else {
                throw .invalid("/secure", "encrypt is not possible here: the server has no secret")
            }
            code.payload = sealed
        } else if !isWanted, code.payload.isSealed {
            let detail = "data is required to end encryption: a sealed destination is not opened again"
            throw .invalid("/data", detail, kind: .missing)
        }
        return code
    }
}

extension CodePassword {
    /// The password as the owner gave it; nil for one that is hashed already.
    var fresh: String? {
        if case .fresh(let text) = self { text } else { nil }
    }
}
