// SPDX-License-Identifier: Apache-2.0

/// What sample texts are made of.
enum Alphabet {
    static let digits = "0123456789"
    static let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    static let small = "abcdefghijklmnopqrstuvwxyz?=&#_"
    /// Of every kind that JIS X 0208 has: kana, Greek, Cyrillic, signs, and kanji of both levels.
    static let japanese = "あいうえおかきくけこアイウエオΑΒΓабв、。日本語漢字電話番号東京都熙凜"
    static let european = "äöüßéèçñøłőžß€„“"
    static let emoji = "🙂🚀🇸🇪👩‍🔬"
}
