using System.Collections.Immutable;

namespace Collab.Domain.Search;

/// <summary>What somebody looks for: everything it asks must be so.</summary>
/// <param name="Conditions">1 to <see cref="MostConditions"/>.</param>
public sealed record SearchQuery(ImmutableArray<Condition> Conditions)
{
    public const int MostConditions = 32;

    /// <summary>The longest query, in UTF-16 units as C# and JavaScript count.</summary>
    public const int Longest = 200;

    /// <summary>
    /// Reads words, <c>"phrases"</c>, <c>word*</c>, <c>who:</c>, <c>kind:</c>, <c>tag:</c>, <c>point:</c>, <c>after:</c> and <c>before:</c>, each with
    /// <c>-</c> before it where it must not be so. A value with spaces stands in quotation marks.
    /// </summary>
    /// <exception cref="RefusalException"><c>bad-query</c>: the sentence says where.</exception>
    public static SearchQuery Parse(string text) => new QueryParser(text).Parse();
}
