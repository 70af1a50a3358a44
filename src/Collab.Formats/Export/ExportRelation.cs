using Collab.Domain.Relations;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>What one note of an export is to another one of it.</summary>
/// <param name="FromNumber">The number of the note that answers, contradicts or supports.</param>
/// <param name="FromClauses">The names of the clauses that it is about.</param>
public sealed record ExportRelation(Relation Relation, int FromNumber, IReadOnlyList<string> FromClauses, int ToNumber, IReadOnlyList<string> ToClauses, string By)
{
    /// <summary>"contradicts", as the wire has it.</summary>
    public string Name => RelationWriter.Name(Relation.Kind);

    /// <summary>As it is said of one of the two: "contradicts note 12 (point 7)", "contradicted by note 3 (point 3)".</summary>
    /// <param name="number">The number of that one.</param>
    public string Of(int number) => number == FromNumber ? $"{Name} {Note(ToNumber, ToClauses)}" : $"{Passive} by {Note(FromNumber, FromClauses)}";

    private string Passive => Relation.Kind switch
    {
        RelationKind.Answers => "answered",
        RelationKind.Contradicts => "contradicted",
        _ => "supported",
    };

    private static string Note(int number, IReadOnlyList<string> clauses) => clauses.Count == 0 ? $"note {number}" : $"note {number} ({string.Join(", ", clauses)})";
}
