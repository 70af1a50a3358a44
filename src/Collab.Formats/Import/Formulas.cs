namespace Collab.Formats.Import;

/// <summary>Formulas come as the letters and figures that they are made of: how these stand above and below each other is lost.</summary>
internal static class Formulas
{
    /// <summary>Null where there are none.</summary>
    public static string? Warning(int count) => count == 0 ? null
        : $"{(count == 1 ? "A formula was" : $"{count} formulas were")} read letter by letter, without fractions, powers and roots. Look at each and mend it.";
}
