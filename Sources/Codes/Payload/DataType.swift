// SPDX-License-Identifier: Apache-2.0

/// What kind of thing a code carries.
package enum DataType: String, Sendable, CaseIterable {
    /// A web address.
    case url
    /// Plain text.
    case text
    /// A mail to write.
    case email
    /// A number to call.
    case phone
    /// A short message to send.
    case sms
    /// A place.
    case geo
    /// A wireless network to join.
    case wifi
    /// A business card, vCard 3.0.
    case vcard
    /// An event, iCalendar.
    case vcalendar
    /// A business card in the short NTT DoCoMo form.
    case mecard
    /// A thing with a GS1 key, as a GS1 Digital Link.
    case gs1
}
