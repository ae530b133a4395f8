// SPDX-License-Identifier: Apache-2.0

import Hummingbird

extension WaymarkAPI {
    /// The keys of an account, and what it has used of its plan.
    var accountRoutes: [Route] {
        let usage = ReadUsage(codes: dependencies.codes, quota: dependencies.quota)
        return keyRoutes(at: "/api/keys") + keyRoutes(at: "/api/v1/keys") + [("/api/qr/usage", [.get: .keyed(usage)])]
    }

    private func keyRoutes(at base: String) -> [Route] {
        let (keys, authenticator) = (dependencies.keys, dependencies.authenticator)
        let body = JSONBody(limits: dependencies.limits)
        let object = KeyObject(clock: dependencies.clock)
        let issue = IssueKey(keys: keys, body: body, object: object, base: base)
        let rotate = RotateKey(keys: keys, authenticator: authenticator, body: body, object: object, base: base)
        let edit = EditKey(keys: keys, authenticator: authenticator, body: body, object: object)
        return [
            (RouterPath(base), [.get: .keyed(ListKeys(keys: keys, object: object)), .post: .keyed(issue)]),
            (
                RouterPath(base + "/{id}"),
                [
                    .get: .keyed(ReadKey(keys: keys, object: object)),
                    .patch: .keyed(edit),
                    .delete: .keyed(RevokeKey(keys: keys, authenticator: authenticator)),
                ],
            ),
            (RouterPath(base + "/{id}/rotate"), [.post: .keyed(rotate)]),
        ]
    }
}
