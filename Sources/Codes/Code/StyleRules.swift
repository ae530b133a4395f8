// SPDX-License-Identifier: Apache-2.0

/// What the rules of codes need to know about styling, which is another module's business.
package protocol StyleRules: Sendable {
    /// The image formats that a code may have, such as `png` and `svg`; the first is the default.
    var imageFormats: [String] { get }

    /// The names of all styling fields.
    var fieldNames: [String] { get }

    /// Everything that is wrong with a set of styling fields; pointers begin with `base`. Empty when all is well.
    func faults(in style: [String: JSONValue], at base: String) -> [FieldFault]
}

/// What the rules of codes depend on from outside.
package struct CodeRules: Sendable {
    /// The platform's own redirect hosts.
    package let hosts: OwnHosts
    /// The rules of styling.
    package let styles: any StyleRules
    /// Tells the time.
    package let clock: WallClock

    /// Whether a password may be given as its hash: only where a complete export is taken back.
    package var takesPasswordHashes = false

    /// Makes the rules.
    package init(hosts: OwnHosts, styles: any StyleRules, clock: @escaping WallClock) {
        self.hosts = hosts
        self.styles = styles
        self.clock = clock
    }
}
