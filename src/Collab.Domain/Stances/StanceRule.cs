using System.Buffers;
using System.Collections.Immutable;

namespace Collab.Domain.Stances;

/// <summary>What stances members may take in a document, and whether their names show. A new rule begins anew: what was taken by another counts no longer.</summary>
/// <param name="Scale">The stances to choose from, in their order: <see cref="Fewest"/> to <see cref="Most"/>.</param>
/// <param name="Anonymous">Whether nobody is told who took which.</param>
public sealed record StanceRule(ImmutableArray<string> Scale, bool Anonymous)
{
    public const int Fewest = 2;
    public const int Most = 12;

    private static readonly SearchValues<char> Commas = SearchValues.Create(",;،；，、");

    /// <summary>Until a moderator sets another.</summary>
    public static StanceRule Default { get; } = new(["agree", "agree with changes", "disagree", "abstain"], false);

    /// <summary>The seq at which it was set; 0 for the default.</summary>
    public long Changed { get; init; }

    /// <summary>A stance in a line with others: in quotation marks where a comma stands in it.</summary>
    public static string InLine(string choice) => HasComma(choice) ? $"“{choice}”" : choice;

    /// <summary>Whether a comma or a semicolon of some script stands in it: in a line with others nobody sees where it ends.</summary>
    public static bool HasComma(string choice) => choice.AsSpan().IndexOfAny(Commas) >= 0;

    public bool IsAs(StanceRule other) => Anonymous == other.Anonymous && Scale.SequenceEqual(other.Scale);
}
