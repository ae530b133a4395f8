// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Scans
package import Store

/// What only conditional codes need: those with rules, variants, sources, a limit or a password.
package struct RedirectServices: Sendable {
    /// Checks passwords; without one, codes that have a password are not answered.
    let passwords: PasswordGate?
    /// What the operator changed about the pages.
    let theme: PageTheme
    /// Counts the scans of codes that have a limit; without one, such codes are not answered.
    let limits: (any ScanLimitStore)?
    /// The country of an address; nil where it is not known.
    let country: @Sendable (IPAddress) -> CountryCode?
    /// Tells visitors of a day apart.
    let visitor: @Sendable (IPAddress, String, Timestamp) -> UInt64

    /// Puts the services together; by default there is none.
    package init(
        passwords: PasswordGate? = nil,
        theme: PageTheme = PageTheme(),
        limits: (any ScanLimitStore)? = nil,
        country: @escaping @Sendable (IPAddress) -> CountryCode? = { _ in nil },
        visitor: @escaping @Sendable (IPAddress, String, Timestamp) -> UInt64 = { _, _, _ in 0 },
    ) {
        self.passwords = passwords
        self.theme = theme
        self.limits = limits
        self.country = country
        self.visitor = visitor
    }

    /// Puts the services together over a journal, which knows countries and visitors.
    package init(
        passwords: PasswordGate,
        theme: PageTheme,
        limits: any ScanLimitStore,
        journal: ScanJournal,
    ) {
        self.init(
            passwords: passwords,
            theme: theme,
            limits: limits,
            country: { journal.country(of: $0) },
            visitor: { journal.salt.visitor(address: $0, userAgent: $1, at: $2) },
        )
    }
}
