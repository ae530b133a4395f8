// SPDX-License-Identifier: Apache-2.0

/// Which source pixels fall on each target pixel along one axis, and with which weights.
struct ResampledAxis {
    /// What falls on one target pixel.
    struct Taps {
        /// The source pixels.
        let sources: Range<Int>
        /// Their weights, whose sum is 1.
        let weights: ArraySlice<Float>
    }

    /// The first target pixel.
    let firstTarget: Int
    private var firstSources: [Int32] = []
    private var firstWeights: [Int32] = [0]
    private var weights: [Float] = []

    /// The target pixels.
    var count: Int { firstSources.count }

    /// Spreads source pixels over a stretch of target pixels.
    ///
    /// - Parameters:
    ///   - source: The source pixels, at least 1.
    ///   - start: Where the stretch begins, in target pixels.
    ///   - length: How long it is.
    ///   - limit: The target pixels that there are.
    init(source: Int, start: Double, length: Double, limit: Int) {
        let end = min(Double(limit), (start + length).rounded(.up))
        firstTarget = Int(max(0, min(Double(limit), start.rounded(.down))))
        guard length > 0, Int(end) > firstTarget else { return }
        let scale = Double(source) / length
        let reach = max(1, scale)
        for target in firstTarget..<Int(end) {
            // Centers of pixels on the source's axis; the outermost pixels go on beyond the edges.
            let center = min(Double(source) - 0.5, max(0.5, (Double(target) + 0.5 - start) * scale))
            let low = max(0, Int((center - reach).rounded(.down)))
            let high = min(source, Int((center + reach).rounded(.up)))
            append(low..<high, center: center, reach: reach)
        }
    }

    /// Whether a target pixel lies on the stretch.
    func contains(_ target: Int) -> Bool {
        firstTarget..<firstTarget + count ~= target
    }

    /// What falls on a target pixel, counted from ``firstTarget``.
    func taps(of index: Int) -> Taps {
        let range = Int(firstWeights[index])..<Int(firstWeights[index + 1])
        let first = Int(firstSources[index])
        return Taps(sources: first..<first + range.count, weights: weights[range])
    }

    /// The mean of the source values that fall on a target pixel, counted from ``firstTarget``.
    @inline(__always)
    func mix(_ values: Span<SIMD4<Float>>, at index: Int) -> SIMD4<Float> {
        let (first, weights) = (Int(firstSources[index]), weights.span)
        let range = Int(firstWeights[index])..<Int(firstWeights[index + 1])
        var sum = SIMD4<Float>.zero
        for place in range { sum += values[first + place - range.lowerBound] * weights[place] }
        return sum
    }

    private mutating func append(_ sources: Range<Int>, center: Double, reach: Double) {
        let tent = sources.map { max(0, 1 - (Double($0) + 0.5 - center).magnitude / reach) }
        let sum = tent.reduce(0, +)
        firstSources.append(Int32(sources.lowerBound))
        weights += tent.map { Float($0 / sum) }
        firstWeights.append(Int32(weights.count))
    }
}
