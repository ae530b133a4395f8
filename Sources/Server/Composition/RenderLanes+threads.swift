// SPDX-License-Identifier: Apache-2.0

import Bulk
import QRRender

extension RenderLanes {
    /// Lanes on threads of their own: the threads of tasks, one a core, answer the interface and routed scans, and a picture
    /// that was drawn there would hold them up for as long as it takes.
    ///
    /// Large pictures take half of the cores, so that the others have one; small ones go first, and requests before both.
    static func onThreads(cores: Int) -> RenderLanes {
        RenderLanes(
            small: QuietThreads(count: cores, name: "small", niceness: 2),
            large: QuietThreads(count: max(1, cores / 2), name: "large"), )
    }
}
