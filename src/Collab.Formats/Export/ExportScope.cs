using System.Collections.Immutable;
using Collab.Domain;

namespace Collab.Formats.Export;

/// <summary>What of a document is taken away. The text comes whole, but for <c>clause:{id}</c>.</summary>
/// <param name="Kind">One of the words of <see cref="Known"/>, without the clause.</param>
/// <param name="Clause">The id of the only clause.</param>
/// <param name="Annotations">The notes that were selected, each by its id or its number.</param>
public sealed record ExportScope(string Kind, string? Clause, ImmutableArray<string> Annotations)
{
    public const string Everything = "all";
    public const string Pinned = "pinned";
    public const string Mine = "mine";
    public const string Selected = "selected";
    public const string OneClause = "clause";

    /// <summary>The scopes as they are asked for.</summary>
    public static readonly ImmutableArray<string> Known = [Everything, Pinned, Mine, Selected, "clause:ID"];

    public static ExportScope All { get; } = new(Everything, null, []);

    /// <summary>As it is asked for.</summary>
    public string Name => Clause is null ? Kind : $"{Kind}:{Clause}";

    /// <param name="scope">Null means everything, or the notes that are named.</param>
    /// <param name="annotations">The notes of the scope <c>selected</c>.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such scope, or nothing was selected.</exception>
    public static ExportScope Parse(string? scope, IEnumerable<string>? annotations = null)
    {
        ImmutableArray<string> chosen = [.. annotations ?? []];
        return scope switch
        {
            null or "" when chosen.Length > 0 => new(Selected, null, chosen),
            null or "" or Everything => All,
            Pinned or Mine => new(scope, null, []),
            Selected when chosen.Length > 0 => new(Selected, null, chosen),
            Selected => throw new RefusalException("bad-request", "Nothing is selected. Name each note by its id or its number: annotation=17."),
            _ when scope.StartsWith("clause:", StringComparison.Ordinal) && scope.Length > 7 => new(OneClause, scope[7..], []),
            _ => throw new RefusalException("bad-request", $"There is no such scope. Ask for one of {string.Join(", ", Known)}."),
        };
    }
}
