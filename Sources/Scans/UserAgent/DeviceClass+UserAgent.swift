// SPDX-License-Identifier: Apache-2.0

import Store

extension DeviceClass {
    /// The class of the device that a user agent speaks of.
    ///
    /// uap-core names families and no classes. The class follows from the system's family where that settles it, and
    /// else from the words by which tablets, televisions and the like are told: browsers on Android telephones say
    /// `Mobile`, those on tablets do not (Chrome's documentation, "User-Agent strings"). Tablets that ask for the sites
    /// of desktops, as iPads do from iPadOS 13 on, say that they are desktops, and are counted so.
    /// - Parameters:
    ///   - answer: what the rules say of it.
    ///   - userAgent: the user agent itself.
    init(of answer: UserAgent, userAgent: String) {
        self =
            if answer.device.family == "Spider" || Self.others.isFound(in: userAgent) {
                .other
            } else if Self.tablets.isFound(in: userAgent) {
                .tablet
            } else if answer.system.family == "Android" {
                Self.isBrowser(userAgent) && !Self.mobile.isFound(in: userAgent) ? .tablet : .mobile
            } else if Self.mobileSystems.contains(answer.system.family) {
                .mobile
            } else if Self.desktopSystems.contains(where: answer.system.family.hasPrefix) {
                .desktop
            } else if Self.mobile.isFound(in: userAgent) || answer.device.family.hasPrefix("Generic ") {
                .mobile
            } else {
                .other
            }
    }

    /// Whether a user agent begins as those of browsers do.
    private static func isBrowser(_ userAgent: String) -> Bool {
        userAgent.utf8.prefix(8).elementsEqual("mozilla/".utf8) { $0 == $1 || $0 | 0x20 == $1 }
    }

    private static let mobile = WordList(["mobile"])
    /// Televisions, boxes, consoles, watches, glasses and cars; in lower case.
    private static let others = WordList([
        "smart-tv", "smarttv", "smart tv", "appletv", "apple tv", "googletv", "google tv", "android tv", "hbbtv",
        "bravia",
        "crkey", "aftb", "aftm", "afts", "aftt", "roku", "netcast", "web0s", "webos.tv", "viera", "playstation",
        "xbox", "nintendo", "watch", "wear os", "oculusbrowser", "quest", "tesla/", "qtcarbrowser",
    ])
    /// What only tablets say; in lower case.
    private static let tablets = WordList([
        "ipad", "tablet;", "tablet)", "tablet build", "playbook", "touchpad", "kindle/", "silk-accelerated", "kfot",
        "kftt", "kfjw", "kfsow", "kfthw", "kfapw", "kfasw", "kfsaw", "kfmewi", "kffowi", "kfgiwi", "kfauwi", "kfsuwi",
        "kfkawi", "kfmuwi", "kfdowi", "kftrwi", "kfonwi", "kfmawi",
    ])
    /// Systems of telephones alone.
    private static let mobileSystems: Set<String> = [
        "iOS", "Windows Phone", "Windows Mobile", "Windows CE", "BlackBerry OS", "Symbian OS", "Symbian^3",
        "Symbian^3 Anna", "Symbian^3 Belle", "Nokia Series 30 Plus", "Nokia Series 40", "KaiOS", "Firefox OS", "Bada",
        "Tizen",
        "Sailfish", "MeeGo", "Maemo", "Brew", "Brew MP", "HarmonyOS", "webOS", "MRE",
    ]
    /// How the names of the systems of desktops begin.
    private static let desktopSystems = [
        "Windows", "Mac OS", "Linux", "Chrome OS", "Ubuntu", "Kubuntu", "Debian", "Fedora", "Red Hat", "CentOS", "SUSE",
        "openSUSE", "Gentoo", "Arch Linux", "Mint", "Mandriva", "Mageia", "Slackware", "PCLinuxOS", "FreeBSD",
        "OpenBSD",
        "NetBSD", "DragonFly", "Solaris", "SunOS", "Haiku", "BeOS", "OS/2",
    ]
}
