// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

// Where the link is worked out for the scan: some microseconds, against the tenths of a millisecond of the HTTP pipeline.
extension ScanAnswering {
    /// Notes the scan of a code with rules, variants or sources, and writes the answer that they lead to.
    func write(
        _ answer: CachedAnswer,
        _ conditional: ConditionalAnswer,
        to head: RequestHead,
        _ bytes: Span<UInt8>,
        _ state: inout LoopState,
    ) {
        let lead = conditional.plan.lead(traits(of: head, bytes, for: conditional.plan, at: state.moment))
        state.counters.countScan(isRecorded: record(answer, head, bytes, state, lead: lead.mark))
        let reply = core.book.write(
            conditional.answer(to: lead, at: state.moment),
            language: bytes.extracting(head.language.offsets),
            into: &state.out,
        )
        writeRest(reply, of: head, bytes, &state)
    }

    private func traits(
        of head: RequestHead,
        _ bytes: Span<UInt8>,
        for plan: LeadPlan,
        at moment: Moment,
    ) -> ScanTraits {
        let query = String(decoding: bytes.extracting(head.query.offsets))
        guard plan.dependsOnScanner else { return ScanTraits(moment: moment.wall, query: query) }
        let client = client(of: head, bytes)
        return ScanTraits(
            of: core.services,
            userAgent: String(decoding: bytes.extracting(head.userAgent.offsets)),
            language: String(decoding: bytes.extracting(head.language.offsets)),
            address: client.address,
            country: client.country,
            moment: moment.wall,
            query: query,
        )
    }

    /// Who scans, and from which country where a trusted proxy says so.
    func client(of head: RequestHead, _ bytes: Span<UInt8>) -> (address: IPAddress, country: CountryCode?) {
        let peer = connection.peer
        guard peer.isTrusted else { return (peer.address, nil) }
        let forwarded = bytes.extracting(head.forwardedFor.offsets)
        return (
            core.proxies.clientAddress(peer: peer.address, forwardedFor: forwarded),
            core.proxies.country(peer: peer.address, header: bytes.extracting(head.country.offsets)),
        )
    }
}

extension String {
    /// The text in some bytes; what is not UTF-8 is replaced.
    fileprivate init(decoding bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
