// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Testing

@testable import Redirect

@Suite("the Date field")
struct DateLineTests {
    @Test("it is written as Foundation writes it, for every fifth day of four centuries")
    func againstFoundation() {
        let style = Date.VerbatimFormatStyle(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT
                """,
            locale: Locale(identifier: "en_US_POSIX"),
            timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian),
        )
        for day in stride(from: Int64(0), to: 146_097, by: 5) {
            let second = day * 86_400 + day % 86_400
            #expect(DateLine.text(second) == Date(timeIntervalSince1970: Double(second)).formatted(style))
        }
    }

    @Test("a line stays for its second and is made anew in the next, backwards too")
    func reuse() {
        var date = DateLine()
        func line(_ milliseconds: Int64) -> String {
            var out = AnswerBuffer(capacity: 4)
            date.write(at: Timestamp(milliseconds: milliseconds), into: &out)
            return unsafe out.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
        }
        #expect(line(784_111_777_000) == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
        #expect(line(784_111_777_999) == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
        #expect(line(784_111_778_000) == "Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n")
        #expect(line(784_111_777_999) == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
    }
}
