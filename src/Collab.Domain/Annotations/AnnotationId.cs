namespace Collab.Domain.Annotations;

/// <summary>
/// An annotation's id names its home for ever: <c>{clause}.{random}</c>, <c>d.{random}</c> for one on the document or on
/// several clauses, <c>n.{random}</c> for a private note, <c>s.{random}</c> for one in a sealed log. So any route finds its grain without a table.
/// </summary>
public static class AnnotationId
{
    public const string DocumentHome = "d";
    public const string NotebookHome = "n";
    public const string SealedHome = "s";

    /// <summary>A new id at the home of the clause, or of the document where the clause is null.</summary>
    public static string New(string? clause) => $"{clause ?? DocumentHome}.{Identifier.New()}";

    public static string NewPrivate() => $"{NotebookHome}.{Identifier.New()}";

    /// <summary>No route leads to it: whoever may see the note is told where it is.</summary>
    public static string NewSealed() => $"{SealedHome}.{Identifier.New()}";

    /// <summary>The home clause; null for the document's home. Only for ids that are well formed and not private.</summary>
    public static string? HomeOf(string annotation)
    {
        var home = annotation[..annotation.IndexOf('.')];
        return home == DocumentHome ? null : home;
    }

    public static bool IsPrivate(string annotation) => annotation.StartsWith("n.", StringComparison.Ordinal);

    public static bool IsWellFormed(string? annotation)
    {
        var dot = annotation?.IndexOf('.') ?? -1;
        if (dot < 0 || !Identifier.IsWellFormed(annotation![(dot + 1)..]))
            return false;
        var home = annotation[..dot];
        return home is DocumentHome or NotebookHome || Identifier.IsWellFormed(home);
    }
}
