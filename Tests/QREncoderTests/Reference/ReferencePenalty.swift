// SPDX-License-Identifier: Apache-2.0

/// ISO/IEC 18004:2015, 7.8.3.1, module by module.
extension ReferenceMatrix {
    var penalty: Int {
        var points = 0
        for index in 0..<size {
            points += ReferenceMatrix.linePenalty((0..<size).map { isDark[index * size + $0] })
            points += ReferenceMatrix.linePenalty((0..<size).map { isDark[$0 * size + index] })
        }
        return points + blockPenalty + proportionPenalty
    }

    /// Rules 1 and 3 for one row or column.
    private static func linePenalty(_ line: [Bool]) -> Int {
        var points = 0
        var run = 0
        for index in line.indices {
            run = index > 0 && line[index] == line[index - 1] ? run + 1 : 1
            if run == 5 { points += 3 } else if run > 5 { points += 1 }
        }
        let core = [true, false, true, true, true, false, true]
        for start in 0...line.count - 7 where line[start] && !line[start + 1] && Array(line[start..<start + 7]) == core
        {
            let isLight = { (index: Int) in !line.indices.contains(index) || !line[index] }
            if (1...4).allSatisfy({ isLight(start - $0) }) || (7...10).allSatisfy({ isLight(start + $0) }) {
                points += 40
            }
        }
        return points
    }

    /// Rule 2.
    private var blockPenalty: Int {
        var points = 0
        for y in 0..<size - 1 {
            for x in 0..<size - 1 {
                let module = self[x, y]
                if module == self[x + 1, y] && module == self[x, y + 1] && module == self[x + 1, y + 1] {
                    points += 3
                }
            }
        }
        return points
    }

    /// Rule 4.
    private var proportionPenalty: Int {
        let dark = isDark.count { $0 }
        // |dark / all − 1/2| in full steps of 1/20.
        return abs(20 * dark - 10 * size * size) / (size * size) * 10
    }
}
