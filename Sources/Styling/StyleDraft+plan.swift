// SPDX-License-Identifier: Apache-2.0

package import Codes

extension StyleDraft {
    /// What a picture in this style asks of a plan.
    package var demand: PictureDemand {
        PictureDemand(
            inches: inches.value,
            dpi: dpi.value,
            pixels: inches.value == nil ? pixels.value : nil,
            hasPicture: logo.value != nil || backgroundPicture.value != nil,
        )
    }

    /// Whether a logo stands in the middle.
    package var hasLogo: Bool { logo.value != nil }

    /// Checks that a plan allows pictures in this style.
    /// - Parameters:
    ///   - plan: the plan.
    ///   - name: the name of the plan.
    ///   - base: what the pointers of faults begin with.
    /// - Throws: ``CodeError/planExceeded(_:)`` with every field that goes beyond.
    package func check(against plan: Plan, named name: String, at base: String = "") throws(CodeError) {
        let faults = plan.excesses(of: demand).map { excess in
            PlanFault("\(base)/\(field(of: excess))", excess, of: name)
        }
        guard faults.isEmpty else { throw .planExceeded(faults) }
    }

    /// The field that said what goes beyond.
    private func field(of excess: PictureExcess) -> String {
        switch excess {
        case .inches: inches.name
        case .dpi: dpi.name.isEmpty ? "dpi" : dpi.name
        case .pixels: pixels.name.isEmpty ? "size" : pixels.name
        case .picture: logo.value != nil ? logo.name : backgroundPicture.name
        }
    }
}
