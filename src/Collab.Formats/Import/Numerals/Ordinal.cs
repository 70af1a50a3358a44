namespace Collab.Formats.Import.Numerals;

/// <summary>A place in a count: <c>12</c> is (12, 0), <c>12a</c> and <c>12 bis</c> are (12, 1), which comes before 13.</summary>
internal readonly record struct Ordinal(int Value, int Insert = 0)
{
    public bool IsFirst => Value == 1 && Insert == 0;

    public bool Follows(Ordinal before) =>
        Insert == 0 ? Value == before.Value + 1 : Value == before.Value && Insert > before.Insert;
}
