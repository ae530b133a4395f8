// SPDX-License-Identifier: Apache-2.0

/// A locked code leads where it leads until the operator unlocks it.
extension Code {
    /// Refuses an edit of what a lock keeps: everything but the name, the notes, the tags, the look and the status.
    ///
    /// The status stays free, so that a locked code can be stopped, and go on leading where it led.
    func checkLock(against edited: Code) throws(CodeError) {
        guard settings.isLocked else { return }
        var kept = edited.settings
        kept.name = settings.name
        kept.description = settings.description
        kept.tags = settings.tags
        kept.imageFormat = settings.imageFormat
        kept.style = settings.style
        kept.status = settings.status
        guard kept == settings, edited.payload == payload else { throw .locked(.kept(id)) }
    }

    /// Refuses to delete a locked code.
    package func checkDeletion() throws(CodeError) {
        if settings.isLocked { throw .locked(.kept(id)) }
    }

    /// The code as it is once the operator has locked or unlocked it.
    package func locked(_ isLocked: Bool, at moment: Timestamp) -> Code {
        var code = self
        code.settings.isLocked = isLocked
        return code.edited(at: moment, from: self)
    }
}
