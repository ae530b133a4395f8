// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Pictures in a store")
struct PictureTests {
    @Test("a picture is given back to the accounts that gave it, and to nobody else", arguments: Backend.allCases)
    func rights(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let (one, other) = (try await store.account("one"), try await store.account("other"))
            let logo = try KeptPicture(digest: #require(PictureDigest(Array(1...32))), file: [1, 2, 3])
            #expect(try await store.keep(logo, for: one.id, limit: 10, at: morning))
            #expect(try await store.picture(logo.digest, of: one.id) == logo)
            #expect(try await store.picture(logo.digest, of: other.id) == nil)
            #expect(try await store.keep(logo, for: other.id, limit: 10, at: morning + hour))
            #expect(try await store.picture(logo.digest, of: other.id) == logo)
        }
    }

    @Test(
        "an account has no more pictures than its limit; the same one again needs no room", arguments: Backend.allCases,
    )
    func limit(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let account = try await store.account("one")
            func picture(_ number: UInt8) throws -> KeptPicture {
                let digest = try #require(PictureDigest(Array(repeating: number, count: 32)))
                return KeptPicture(digest: digest, file: [number])
            }
            for number: UInt8 in 1...2 {
                #expect(try await store.keep(picture(number), for: account.id, limit: 2, at: morning))
            }
            #expect(try await store.keep(picture(2), for: account.id, limit: 2, at: morning))
            #expect(try await !store.keep(picture(3), for: account.id, limit: 2, at: morning))
            #expect(try await store.picture(picture(3).digest, of: account.id) == nil)
        }
    }
}
