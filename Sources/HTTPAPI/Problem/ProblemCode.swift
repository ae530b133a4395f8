// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// The stable codes of problems.
///
/// A code never changes its meaning; new ones may come.
enum ProblemCode: String, CaseIterable {
    case invalidJSON = "INVALID_JSON"
    case invalidType = "INVALID_TYPE"
    case invalidCursor = "INVALID_CURSOR"
    case invalidQuery = "INVALID_QUERY"
    case unreadableFile = "UNREADABLE_FILE"
    case bodyBroken = "BODY_BROKEN"
    case malformedForm = "MALFORMED_FORM"
    case emptyBatch = "EMPTY_BATCH"
    case outOfRange = "OUT_OF_RANGE"
    case idempotencyKeyInvalid = "IDEMPOTENCY_KEY_INVALID"
    case batchTooLarge = "BATCH_TOO_LARGE"
    case archiveTooLarge = "ARCHIVE_TOO_LARGE"
    case unauthenticated = "UNAUTHENTICATED"
    case scopeMissing = "SCOPE_MISSING"
    case planForbids = "PLAN_FORBIDS"
    case linkRefused = "LINK_REFUSED"
    case notFound = "NOT_FOUND"
    case methodNotAllowed = "METHOD_NOT_ALLOWED"
    case bodyTimeout = "BODY_TIMEOUT"
    case slugTaken = "SLUG_TAKEN"
    case codeLocked = "CODE_LOCKED"
    case versionMismatch = "VERSION_MISMATCH"
    case resultBusy = "RESULT_BUSY"
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    case requestRunning = "REQUEST_RUNNING"
    case answerLost = "ANSWER_LOST"
    case resultGone = "RESULT_GONE"
    case webhookInactive = "WEBHOOK_INACTIVE"
    case webhookLimitReached = "WEBHOOK_LIMIT_REACHED"
    case bodyTooLarge = "BODY_TOO_LARGE"
    case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
    case validationFailed = "VALIDATION_FAILED"
    case planLimitReached = "PLAN_LIMIT_REACHED"
    case quotaExceeded = "QUOTA_EXCEEDED"
    case rateLimited = "RATE_LIMIT_EXCEEDED"
    case tooManyStreams = "TOO_MANY_STREAMS"
    case internalError = "INTERNAL_ERROR"
    case methodUnknown = "METHOD_UNKNOWN"
    case overloaded = "OVERLOADED"
    case storeUnavailable = "STORE_UNAVAILABLE"
    case storeFull = "STORE_FULL"

    /// The status that goes with the code.
    var status: HTTPResponse.Status {
        switch self {
        case .invalidJSON, .invalidType, .invalidCursor, .invalidQuery, .unreadableFile, .bodyBroken, .malformedForm,
            .emptyBatch, .outOfRange, .batchTooLarge, .archiveTooLarge, .idempotencyKeyInvalid:
            .badRequest
        case .unauthenticated: .unauthorized
        case .scopeMissing, .planForbids, .linkRefused: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .bodyTimeout: .requestTimeout
        case .slugTaken, .codeLocked, .resultBusy, .idempotencyKeyReused, .requestRunning, .answerLost: .conflict
        case .webhookInactive, .webhookLimitReached: .conflict
        case .resultGone: .gone
        case .versionMismatch: .preconditionFailed
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .validationFailed: .unprocessableContent
        case .planLimitReached, .quotaExceeded, .rateLimited, .tooManyStreams: .tooManyRequests
        case .internalError: .internalServerError
        case .methodUnknown: .notImplemented
        case .overloaded, .storeUnavailable, .storeFull: .serviceUnavailable
        }
    }

    /// The same words for every problem of this code (RFC 9457 section 3.1.3).
    var title: String {
        switch self {
        case .invalidJSON: "The body is not valid JSON"
        case .invalidType: "A value has the wrong type"
        case .invalidCursor: "The cursor is unknown"
        case .invalidQuery: "The query cannot be read"
        case .unreadableFile: "The file cannot be read"
        case .bodyBroken: "The body ended early"
        case .malformedForm: "The form cannot be read"
        case .emptyBatch: "The batch has no rows"
        case .outOfRange: "A value is out of range"
        case .idempotencyKeyInvalid: "The Idempotency-Key is malformed"
        case .batchTooLarge: "The batch has too many items"
        case .archiveTooLarge: "The archive would be too large"
        case .unauthenticated: "A valid API key is required"
        case .scopeMissing: "The API key may not do this"
        case .planForbids: "The plan does not allow this"
        case .linkRefused: "The link is not signed"
        case .notFound: "There is nothing here"
        case .methodNotAllowed: "The method is not allowed here"
        case .bodyTimeout: "The body did not arrive in time"
        case .slugTaken: "The slug is taken"
        case .codeLocked: "The code is locked"
        case .versionMismatch: "The code was changed in the meantime"
        case .resultBusy: "The result is being fetched"
        case .idempotencyKeyReused: "The Idempotency-Key was used for another request"
        case .requestRunning: "The request is being done"
        case .answerLost: "The request was done, and its answer is lost"
        case .resultGone: "There is no result to fetch"
        case .webhookInactive: "The webhook is not active"
        case .webhookLimitReached: "The account may have no more webhooks"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body has an unsupported media type"
        case .validationFailed: "A value is not allowed"
        case .planLimitReached: "The plan allows no more codes"
        case .quotaExceeded: "The month's renders are used up"
        case .rateLimited: "Too many calls in a minute"
        case .tooManyStreams: "Too many event streams are open"
        case .internalError: "The server failed"
        case .methodUnknown: "The method is unknown"
        case .overloaded: "Too much is being done"
        case .storeUnavailable: "The store cannot be reached"
        case .storeFull: "The store is full"
        }
    }

    /// What a caller can do about it, for the page that lists the codes.
    var remedy: String {
        switch self {
        case .invalidJSON: "Mend the JSON at the place that detail names."
        case .invalidType: "Send each field of errors in the type that its detail names."
        case .invalidCursor: "Begin again without a cursor, and pass nextCursor on as it was given."
        case .invalidQuery: "Percent-encode the parameters of the query as UTF-8, and give each one once."
        case .unreadableFile: "Mend the file at the line that detail names; nothing of it was taken."
        case .bodyBroken: "Send the body again, whole."
        case .malformedForm: "Send multipart/form-data as detail says, each field once."
        case .emptyBatch: "Send at least one row."
        case .outOfRange: "Keep to the range that detail names."
        case .idempotencyKeyInvalid: "Send one Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID."
        case .batchTooLarge: "Send the items in several batches, or change the plan."
        case .archiveTooLarge: "Send the items in several batches, or ask for smaller pictures or SVG."
        case .unauthenticated: "Send Authorization: Bearer KEY, X-Api-Key: KEY, or client-id and api-key together."
        case .scopeMissing: "Use a key with the scope that detail names."
        case .planForbids: "Ask for what the plan allows, as detail says, or change the plan."
        case .linkRefused: "Use the link as it was given, whole."
        case .notFound: "Check the path and the id; deleted codes are gone."
        case .methodNotAllowed: "Use one of the methods of the Allow header."
        case .bodyTimeout: "Send the body faster, or in smaller pieces of work."
        case .slugTaken: "Choose another slug, or leave it out to have an id made."
        case .codeLocked: "Do as detail says: PATCH edits a guarded code, and the operator unlocks a locked one."
        case .versionMismatch: "Read the code again, and repeat the change with its new ETag."
        case .resultBusy: "Let the other download end, or try again after the seconds of Retry-After."
        case .idempotencyKeyReused: "Give each request an Idempotency-Key of its own, and repeat it with the same body."
        case .requestRunning: "Send the same request again after the seconds of Retry-After."
        case .answerLost: "Look for what detail names; send nothing again."
        case .resultGone: "Read the status of the job; a result is there once, when the job is completed."
        case .webhookInactive: "Make the webhook active with PATCH, then try again."
        case .webhookLimitReached: "Delete webhooks that are not needed; one can be told of events of several kinds."
        case .bodyTooLarge: "Split the request; detail names the limit."
        case .unsupportedMediaType: "Send JSON as UTF-8 with Content-Type: application/json, uncompressed."
        case .validationFailed: "Mend each field of errors as its detail says."
        case .planLimitReached: "Delete codes or change the plan; waiting does not help."
        case .quotaExceeded: "Wait for the next month, ask for fewer renders at once, or change the plan."
        case .rateLimited: "Wait for the seconds of Retry-After, and spread calls as RateLimit tells."
        case .tooManyStreams: "Close some streams, or ask for the status now and then."
        case .internalError: "Try again; if it stays, give the operator the instance of the problem."
        case .methodUnknown: "Use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS."
        case .overloaded: "Try again after the seconds of Retry-After, or send less at once."
        case .storeUnavailable: "Try again after the seconds of Retry-After."
        case .storeFull: "Try again later; the operator has to make room."
        }
    }
}
