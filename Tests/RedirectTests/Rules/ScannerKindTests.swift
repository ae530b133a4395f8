// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("devices and systems that rules know")
struct ScannerKindTests {
    /// User agents as browsers send them, and what they are.
    static let samples: [(String, DeviceKind?, SystemFamily?)] = [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
            .mobile, .ios,
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148 Safari/604.1",
            .tablet, .ios,
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36",
            .mobile, .android,
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36", .tablet,
            .android,
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36", .desktop,
            .windows,
        ),
        (
            "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) Chrome/52 Mobile Safari/537.36 Edge/15",
            .mobile, .windows,
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", .desktop,
            .macos,
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36", .desktop,
            .chromeos,
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", .desktop, .linux),
        ("curl/8.5.0", nil, nil), ("", nil, nil), ("iPa", nil, nil),
    ]

    @Test("a browser is told by its words", arguments: samples)
    func kinds(_ userAgent: String, _ device: DeviceKind?, _ system: SystemFamily?) {
        let kind = ScannerKind(userAgent: userAgent)
        #expect(kind.device == device)
        #expect(kind.system == system)
    }
}
