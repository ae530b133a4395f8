// SPDX-License-Identifier: Apache-2.0

extension PlanCatalog {
    /// Checks that a plan allows a batch of so many items.
    /// - Parameters:
    ///   - count: the items.
    ///   - name: the name of the plan.
    ///   - plan: the plan.
    /// - Throws: ``CodeError/noBatches(plan:upgrade:)`` or ``CodeError/batchTooLarge(plan:most:given:)``.
    package func checkBatch(of count: Int, on name: String, _ plan: Plan) throws(CodeError) {
        guard plan.zipBatchItems > 0 else { throw .noBatches(plan: name, upgrade: smallestWithBatches) }
        guard count <= plan.zipBatchItems else {
            throw .batchTooLarge(plan: name, most: plan.zipBatchItems, given: count)
        }
    }

    /// The plan with the fewest items to a batch that has batches at all: the next step up.
    private var smallestWithBatches: String? {
        names.filter { self[$0].map { $0.zipBatchItems > 0 } ?? false }
            .min { (self[$0]?.zipBatchItems ?? 0, $0) < (self[$1]?.zipBatchItems ?? 0, $1) }
    }
}
