// SPDX-License-Identifier: Apache-2.0

package import Codes
import Crypto
package import QRRender
package import Store

/// Why a logo or background picture cannot be had.
package enum PictureFailure: Error, Sendable {
    /// It is the caller's to mend, in a sentence that says what is allowed.
    case refused(String)
    /// The account has so many waiting that this one would come too late.
    case tooManyWaiting
    /// The store failed.
    case store(StoreError)
}

/// The one way to logos and background pictures: fetches, decodes and keeps them.
///
/// A picture that many ask for at once is fetched and decoded once; files are decoded a few at a time, because each may
/// take some 100 MiB meanwhile, and one of an account, so that none waits for the many of another.
package actor PictureLibrary {
    /// Reads the file at an address; what it throws is a sentence for the caller.
    package typealias Fetch = @Sendable (_ address: String) async throws(PictureFailure) -> [UInt8]

    /// The most pictures that one account may keep.
    package static let picturesPerAccount = 10_000
    /// How many files are decoded at once.
    package static let decodedAtOnce = 2
    /// How long a picture from elsewhere is used again without asking for it.
    static let freshness = Duration.seconds(10 * 60)

    private struct Key: Hashable {
        let source: PictureSource
        /// Whose kept picture it is; nil for an address, which is the same for everybody.
        let account: AccountID?
    }

    private struct Entry {
        let picture: Picture
        let file: [UInt8]
        let at: Timestamp
    }

    private let store: any PictureStore
    private let clock: WallClock
    private let fetch: Fetch
    private let turns = AccountTurns(places: PictureLibrary.decodedAtOnce)
    private let executor: (any TaskExecutor)?
    private var entries: LRUStore<Key, Entry>
    private var loading: [Key: Task<Result<Entry, PictureFailure>, Never>] = [:]

    /// Makes a library.
    ///
    /// - Parameters:
    ///   - store: where pictures are kept.
    ///   - clock: tells the time.
    ///   - capacity: the bytes of memory that decoded pictures may take.
    ///   - executor: where files are decoded; nil for the global executor.
    ///   - fetch: reads the file at an address.
    package init(
        store: any PictureStore,
        clock: @escaping WallClock,
        capacity: Int = 64 << 20,
        executor: (any TaskExecutor)? = nil,
        fetch: @escaping Fetch,
    ) {
        self.store = store
        self.clock = clock
        self.executor = executor
        self.fetch = fetch
        entries = LRUStore(capacity: capacity)
    }

    /// The picture of a source.
    ///
    /// - Parameters:
    ///   - source: where it comes from.
    ///   - account: who asks; only its own kept pictures are found.
    /// - Returns: the picture.
    /// - Throws: ``PictureFailure``.
    package func picture(_ source: PictureSource, of account: AccountID) async throws(PictureFailure) -> Picture {
        try await entry(source, of: account).picture
    }

    /// Keeps the picture of a source, so that codes may name it by its digest for ever.
    ///
    /// - Parameters:
    ///   - source: where it comes from.
    ///   - account: who gave it.
    /// - Returns: the source under which it is kept.
    /// - Throws: ``PictureFailure``.
    package func keep(_ source: PictureSource, for account: AccountID) async throws(PictureFailure) -> PictureSource {
        let file = try await entry(source, of: account).file
        let hash = Array(SHA256.hash(data: file))
        guard let digest = PictureDigest(hash) else { return source }
        let hasRoom: Bool
        do throws(StoreError) {
            let picture = KeptPicture(digest: digest, file: file)
            hasRoom = try await store.keep(picture, for: account, limit: Self.picturesPerAccount, at: clock())
        } catch {
            throw .store(error)
        }
        guard hasRoom else {
            throw .refused("the account has \(Self.picturesPerAccount) pictures, as many as are allowed")
        }
        return .kept(digest.hexadecimal)
    }

    /// The file of a kept picture, as it was given.
    /// - Parameters:
    ///   - source: a source that ``keep(_:for:)`` returned.
    ///   - account: whose picture it is.
    /// - Returns: the file.
    /// - Throws: ``PictureFailure`` where the account keeps no such picture, or the store fails.
    package func keptFile(_ source: PictureSource, of account: AccountID) async throws(PictureFailure) -> [UInt8] {
        guard source.isKept else { throw Self.unknown }
        return try await file(source, of: account)
    }

    private func entry(_ source: PictureSource, of account: AccountID) async throws(PictureFailure) -> Entry {
        // A picture in the request itself is there already and may be large: remembering it would cost more.
        if case .data = source { return try await load(source, of: account).get() }
        let key = Key(source: source, account: source.isKept ? account : nil)
        if let entry = entries.value(for: key), source.isKept || clock() < entry.at.adding(Self.freshness) {
            return entry
        }
        if let task = loading[key] { return try await task.value.get() }
        let task = Task { await load(source, of: account) }
        loading[key] = task
        let result = await task.value
        loading[key] = nil
        if case .success(let entry) = result {
            entries.insert(entry, for: key, cost: entry.picture.width * entry.picture.height * 4 + entry.file.count)
        }
        return try result.get()
    }

    private func load(_ source: PictureSource, of account: AccountID) async -> Result<Entry, PictureFailure> {
        do throws(PictureFailure) {
            let file = try await file(source, of: account)
            let picture = try await decoding(for: account) { () throws(PictureError) in
                try PictureDecoder.decode(file)
            }
            return .success(Entry(picture: picture, file: file, at: clock()))
        } catch {
            return .failure(error)
        }
    }

    private func file(_ source: PictureSource, of account: AccountID) async throws(PictureFailure) -> [UInt8] {
        switch source {
        case .data(let text):
            return try await decoding(for: account) { () throws(PictureError) in try DataURI(text).bytes }
        case .address(let address): return try await fetch(address)
        case .kept(let text):
            guard let digest = PictureDigest(hexadecimal: text) else { throw Self.unknown }
            let picture: KeptPicture?
            do throws(StoreError) {
                picture = try await store.picture(digest, of: account)
            } catch {
                throw .store(error)
            }
            guard let picture else { throw Self.unknown }
            return picture.file
        }
    }

    /// Reads what is in a file, when it is the account's turn.
    private func decoding<Value: Sendable>(
        for account: AccountID,
        _ work: @escaping @Sendable () throws(PictureError) -> Value,
    ) async throws(PictureFailure) -> Value {
        guard await turns.enter(account) else { throw .tooManyWaiting }
        defer { turns.leave(account) }
        let task = Task.detached(executorPreference: executor) { () -> Result<Value, PictureError> in
            do throws(PictureError) {
                return .success(try work())
            } catch {
                return .failure(error)
            }
        }
        do throws(PictureError) {
            return try await task.value.get()
        } catch {
            throw .refused(error.description)
        }
    }

    private static let unknown = PictureFailure.refused("the account keeps no picture of this digest")
}
