// SPDX-License-Identifier: Apache-2.0

import Codes

/// A moment as ZIP archives keep it: to two seconds, from 1980 to 2107, without a zone.
struct DOSTime: Hashable, Sendable {
    /// Hours, minutes and half seconds.
    let time: UInt16
    /// Years since 1980, months and days.
    let date: UInt16

    init(_ moment: Timestamp) {
        let seconds = Int(clamping: moment.milliseconds / 1_000)
        let bounded = min(max(seconds, Self.first), Self.last)
        let (days, rest) = bounded.quotientAndRemainder(dividingBy: 86_400)
        let day = GregorianDate(daysSinceEpoch: days)
        date = UInt16((day.year - 1_980) << 9 | day.month << 5 | day.day)
        let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        time = UInt16(hour << 11 | minute << 5 | second / 2)
    }

    /// 1980-01-01T00:00:00Z.
    private static let first = 315_532_800
    /// 2107-12-31T23:59:58Z.
    private static let last = 4_354_819_198
}
