// SPDX-License-Identifier: Apache-2.0

package import Hummingbird
import NIOCore

/// What goes with a request through middleware and endpoints.
package struct APIContext: RequestContext {
    /// What the framework keeps with a request.
    package var coreContext: CoreRequestContextStorage
    /// The connection, needed to end it where the rest of a body is not wanted.
    let channel: any Channel
    /// The id that the answer, the log and every problem carry.
    var requestID = ""
    /// How far the body of this request was read.
    let body = BodyProgress()
    /// Sums up the body as it is read, where the request may be repeated.
    var fingerprint: BodyFingerprint?
    /// How the limits stand that this request was counted by.
    let rates = RateNotes()

    /// Begins the context of a request that has just come in.
    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
