namespace Collab.Formats.Import.Numerals;

/// <summary>How a number is written. Two markers count up together only in one system.</summary>
internal enum NumeralSystem
{
    Decimal,
    RomanUpper,
    RomanLower,
    LatinUpper,
    LatinLower,
    LatinDouble,
    Chinese,
    HeavenlyStem,
    CyrillicUpper,
    CyrillicLower,
    GreekUpper,
    GreekLower,
    Hebrew,
    Abjad,
    Hijai,
    Hangul,
    Devanagari,
    Thai,
    Georgian,
    ArmenianUpper,
    ArmenianLower,
    Kana,
    Iroha,
    Circled,
    Word,
}
