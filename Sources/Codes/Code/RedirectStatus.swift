// SPDX-License-Identifier: Apache-2.0

/// The HTTP status with which a code sends its scanner on.
///
/// ``found`` (302) is the default: browsers keep permanent redirects (301, 308) for ever, which hides later edits and
/// scans from the server.
package enum RedirectStatus: Int, Sendable, CaseIterable {
    /// 301: permanent; cached by browsers.
    case movedPermanently = 301
    /// 302: temporary; every scan comes here.
    case found = 302
    /// 307: temporary, method kept.
    case temporaryRedirect = 307
    /// 308: permanent, method kept; cached by browsers.
    case permanentRedirect = 308
}
