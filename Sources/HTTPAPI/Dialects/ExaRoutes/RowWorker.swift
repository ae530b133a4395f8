// SPDX-License-Identifier: Apache-2.0

package import Bulk
package import Codes
package import Management
import HTTPTypes
package import QRRender
package import Store
package import Styling

/// Makes what rows of the older API ask for, by the same calls as single creation.
package struct RowWorker: RowMaker {
    private let codes: CodeLibrary
    private let pictures: PictureLibrary
    private let images: RenderCache
    private let object: CodeObject
    private let invalidate: @Sendable (CodeID) async -> Void

    /// How many values a row may hold: far more than any code has.
    private static let mostValues = 20_000

    /// Puts a worker together.
    /// - Parameters:
    ///   - codes: makes codes.
    ///   - pictures: fetches and keeps logos.
    ///   - images: draws what may be asked for again.
    ///   - publicURL: the address that printed codes carry.
    ///   - invalidate: makes redirects of this process forget what they know of an id.
    package init(
        codes: CodeLibrary,
        pictures: PictureLibrary,
        images: RenderCache,
        publicURL: String,
        invalidate: @escaping @Sendable (CodeID) async -> Void,
    ) {
        self.codes = codes
        self.pictures = pictures
        self.images = images
        object = CodeObject(publicURL: publicURL)
        self.invalidate = invalidate
    }

    /// Reads a row and does what it asks for.
    package func make(_ row: BulkRow, of job: BulkJob, for account: Account) async throws(StoreError) -> MadeRow {
        let members: [String: JSONValue]
        do throws(JSONFault) {
            members = try Self.members(of: row)
        } catch {
            return MadeRow(entry: RowEntry.failure("the row is not valid: \(error.reason)", code: 400, uid: .null))
        }
        let fields = RowFields(members, job.form)
        guard let uid = fields.uid ?? Self.standardUID(of: row, in: job, members) else {
            return failed(fields, "uid is required on every row: a text of 1 to 1024 bytes", code: 400, uid: .null)
        }
        do {
            try fields.check(members, job.form)
            let made = try await draw(fields, uid: uid, form: job.form, for: account)
            return MadeRow(entry: made.entry, code: made.code, renders: made.renders)
        } catch let error as StoreError {
            throw error
        } catch ManagementError.store(let error) {
            throw error
        } catch {
            let (message, code) = Self.words(for: error, of: fields)
            return failed(fields, message, code: code, uid: uid)
        }
    }

    /// Words why a code could not be stored.
    package func refused(_ row: BulkRow, of job: BulkJob, because reason: RowRefusal) -> MadeRow {
        let members = (try? Self.members(of: row)) ?? [:]
        let fields = RowFields(members, job.form)
        let uid = fields.uid ?? Self.standardUID(of: row, in: job, members) ?? .null
        switch reason {
        case .limitReached(let limit):
            let message = "the plan allows \(limit) codes, and there is no room for more"
            return failed(fields, message, code: 429, uid: uid)
        case .quotaReached(let quota):
            return failed(
                fields, "the plan allows \(quota) renders a month, and they are used up", code: 429, uid: uid, )
        case .slugTaken(let slug):
            return failed(fields, "Slug '\(slug)' already exists", code: 409, uid: uid)
        }
    }

    /// Forgets ids that redirects may have heard of before.
    package func stored(_ ids: [CodeID]) async {
        for id in ids { await invalidate(id) }
    }

    /// What one row of fields asks for, not stored yet.
    private func draw(
        _ fields: RowFields,
        uid: JSONValue,
        form: BulkJob.Form,
        for account: Account,
    ) async throws -> (entry: BulkEntry, code: Code?, renders: Int) {
        guard fields.isDynamic else {
            // Rows wait for each other, and have threads that stand back for requests.
            let picture = try await drawFixed(fields, for: account, on: QuietThreads.ofBatches)
            return (RowEntry.picture(picture.image, uid: uid), nil, 1)
        }
        let code = try await codes.draft(codeDraft(of: fields, for: account), for: account)
        // Here and now: what works jobs off has threads of its own.
        let pictures = try await draw(code) { request throws(RenderError) in try Renderer.render(request) }
        // Rows of the older API have the published members alone.
        let entry = RowEntry.code(
            code, at: object.redirectURL(of: code), uid: uid, pictures, hasReport: form == .codes, )
        return (entry, code, pictures.count)
    }

    /// The code that a row of fields asks for.
    func codeDraft(of fields: RowFields, for account: Account) async throws -> CodeDraft {
        let native = try await pictures.settled(fields.native, for: account.id)
        let draft = try CodeDraft(fields: native, rules: codes.rules)
        var style = StyleDraft()
        // Its faults were found by the rules.
        _ = style.read(draft.settings.style, at: "")
        try style.check(against: codes.plan(of: account), named: account.plan)
        return draft
    }

    /// The entry of a code, with its pictures.
    func entry(of code: Code, uid: JSONValue) async throws -> BulkEntry {
        RowEntry.code(code, at: object.redirectURL(of: code), uid: uid, try await draw(code), hasReport: true)
    }

    /// The picture that a row of fields asks for; without an executor it waits among those of single requests.
    func drawFixed(
        _ fields: RowFields,
        for account: Account,
        on executor: (any TaskExecutor)? = nil,
    ) async throws -> CachedImage {
        do {
            return try await drawFixed(fields.native, for: account, on: executor)
        } catch let error as RenderError where fields.hasStandardSize {
            // A long content needs more pixels than the usual ones.
            guard let image = try? await drawFixed(fields.withoutStandardSize, for: account, on: executor) else {
                throw error
            }
            return image
        }
    }

    private func drawFixed(
        _ native: [String: JSONValue],
        for account: Account,
        on executor: (any TaskExecutor)?,
    ) async throws -> CachedImage {
        let wanted = try StaticRequest(native, at: "")
        try wanted.draft.check(against: codes.plan(of: account), named: account.plan)
        let logos = try await pictures.pictures(for: wanted.draft, of: account.id, at: "")
        let text = StyledText(wanted.payload.text, wanted.draft)
        return try await images.image(for: text.request(as: wanted.format ?? .png, pictures: logos), on: executor)
    }

    /// The pictures of a code, made among those of single requests.
    func draw(_ code: Code) async throws -> RowEntry.Pictures {
        try await draw(code) { [images] request throws(RenderError) in try await images.imageOnce(for: request) }
    }

    /// The pictures of a code.
    ///
    /// Not through the cache: nobody asks for the picture of a code that was made just now, and a batch would push out
    /// what others ask for.
    private func draw(
        _ code: Code,
        by render: (RenderRequest) async throws(RenderError) -> RenderedImage,
    ) async throws -> RowEntry.Pictures {
        var draft = StyleDraft()
        // Its faults were found by the rules.
        _ = draft.read(code.settings.style, at: "")
        let logos = try await pictures.pictures(for: draft, of: code.account, at: "")
        let format = ImageFormat(name: code.settings.imageFormat) ?? .png
        let url = object.redirectURL(of: code)
        func image(_ text: String) async throws(RenderError) -> RenderedImage {
            let text = StyledText(text, draft, title: code.settings.name, description: code.settings.description)
            return try await render(text.request(as: format, pictures: logos))
        }
        let sources = code.settings.routing.sources
        guard !sources.isEmpty else { return .one(try await image(url)) }
        var pictures: [(String, RenderedImage)] = []
        for source in sources {
            pictures.append((source, try await image(object.redirectURL(of: code, from: source))))
        }
        return .ofSources(pictures)
    }

    private func failed(_ fields: RowFields, _ message: String, code: Int, uid: JSONValue) -> MadeRow {
        MadeRow(entry: RowEntry.failure(message, code: code, uid: uid), failed: fields.features)
    }

    private static func members(of row: BulkRow) throws(JSONFault) -> [String: JSONValue] {
        let value = try JSONParser.parse(row.json, depth: 64, most: mostValues)
        guard let members = value.members else { throw JSONFault("a row is an object, not \(value.kind)", at: 0) }
        return members
    }

    /// Where a name is not asked for, a row has its place.
    private static func standardUID(
        of row: BulkRow,
        in job: BulkJob,
        _ members: [String: JSONValue],
    ) -> JSONValue? {
        let isMissing = members["uid"] == nil || members["uid"] == .null
        return job.form != .generate && isMissing ? .string("row-\(row.index + 1)") : nil
    }

    /// Every fault of a row is a bad request; the published words are kept where there are some.
    static func words(for error: any Error, of fields: RowFields) -> (message: String, code: Int) {
        let isAddress = fields.native["dataType"] == .string("url")
        if isAddress, let faults = (error as? CodeError)?.faults,
            faults.contains(where: { $0.pointer.hasPrefix("/data") }),
            !faults.contains(where: { $0.pointer.hasPrefix("/dataType") }), fields.native["data"] != nil
        {
            return ("Invalid URL provided for dataType: url", 400)
        }
        let problem = Problem(fields.renamed(error))
        let status = problem.code.status.code
        return (problem.reasons, status == 422 ? 400 : status)
    }
}

extension CodeError {
    /// The fields at fault.
    fileprivate var faults: [FieldFault]? {
        if case .invalid(let faults) = self { faults } else { nil }
    }
}
