// SPDX-License-Identifier: Apache-2.0

/// One rule of uap-core: a regular expression and what is said of a user agent that it matches.
struct UserAgentRule: Sendable, Hashable {
    /// The regular expression, in the syntax that Perl, Python and JavaScript share.
    var pattern: String
    /// Whether letter case is ignored.
    var isCaseless = false
    /// Text for each part of the answer, in which `$1` to `$9` stand for groups; nil where the group itself is meant.
    var templates: [String?]

    /// What a list of rules tells of a user agent; the raw value is the list's name in uap-core's file.
    enum Aspect: String, Sendable, CaseIterable {
        case browser = "user_agent_parsers"
        case system = "os_parsers"
        case device = "device_parsers"

        /// The keys of the templates, in the order of the parts of an answer.
        var templateKeys: [String] {
            switch self {
            case .browser: ["family_replacement", "v1_replacement", "v2_replacement", "v3_replacement"]
            case .system:
                ["os_replacement", "os_v1_replacement", "os_v2_replacement", "os_v3_replacement", "os_v4_replacement"]
            case .device: ["device_replacement", "brand_replacement", "model_replacement"]
            }
        }
    }
}
