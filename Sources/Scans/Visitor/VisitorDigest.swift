// SPDX-License-Identifier: Apache-2.0

/// Tells the visitors of one UTC day apart without saying who they are.
enum VisitorDigest {
    /// The keyed hash of an address and a user agent.
    static func digest(address: IPAddress, userAgent: Span<UInt8>, key: SipHash.Key) -> UInt64 {
        var hash = SipHash(key: key)
        hash.absorb(UInt64(truncatingIfNeeded: address.bits >> 64))
        hash.absorb(UInt64(truncatingIfNeeded: address.bits))
        return hash.finish(unsafe userAgent.bytes)
    }
}
