// SPDX-License-Identifier: Apache-2.0

/// What a call does, as far as it decides what is asked before the call is answered.
///
/// Every endpoint says it: a new one cannot forget to be counted, or to know a repetition.
enum CallKind {
    /// Reads, draws, or ends what is there.
    case reading
    /// Changes one thing that is there; sent twice it changes nothing more.
    case editing
    /// Changes many things at once: counted by the minute.
    case editingMany
    /// Makes something new: counted by the minute, and done once for each `Idempotency-Key`.
    case creating
    /// Makes something new where its fields say so; counts itself then, and is done once for each `Idempotency-Key`.
    case creatingAtTimes

    /// Whether every call of the kind is counted by the minute.
    var isCounted: Bool { self == .creating || self == .editingMany }

    /// Whether a repetition under the same `Idempotency-Key` is answered with what the first call was.
    var isRepeatable: Bool { self == .creating || self == .creatingAtTimes }
}
