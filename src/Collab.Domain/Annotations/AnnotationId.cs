namespace Collab.Domain.Annotations;

/// <summary>
/// An annotation's id names its home for ever: <c>{clause}.{random}</c>, <c>d.{random}</c> for one on the document or on
/// several clauses, <c>n.{random}</c> for a private note, <c>s-{log}.{random}</c> for one in the document's sealed log of
/// that name. So any route finds its grain without a table.
/// </summary>
public static class AnnotationId
{
    public const string DocumentHome = "d";
    public const string NotebookHome = "n";
    public const string SealedHome = "s-";

    /// <summary>The sealed log of what waits for approval and of what was flagged.</summary>
    public const string QueueLog = "queue";

    /// <summary>The sealed log of the pins that are prepared for a session.</summary>
    public const string DraftsLog = "drafts";

    private const string RoundLogs = "round-";

    /// <summary>The sealed log of a blind round's notes.</summary>
    public static string RoundLog(string round) => RoundLogs + round;

    /// <summary>Whether the sealed log of that name holds a blind round's notes.</summary>
    public static bool IsRoundLog(string log) => log.StartsWith(RoundLogs, StringComparison.Ordinal);

    /// <summary>The round in whose sealed log the note is; null where it is elsewhere. Only for ids that are well formed.</summary>
    public static string? RoundOf(string annotation) => annotation.StartsWith(SealedHome + RoundLogs, StringComparison.Ordinal)
        ? annotation[(SealedHome.Length + RoundLogs.Length)..annotation.IndexOf('.')]
        : null;

    /// <summary>A new id at the home of the clause, or of the document where the clause is null.</summary>
    public static string New(string? clause) => $"{clause ?? DocumentHome}.{Identifier.New()}";

    public static string NewPrivate() => $"{NotebookHome}.{Identifier.New()}";

    /// <param name="log">The name of the sealed log.</param>
    public static string NewSealed(string log) => $"{SealedHome}{log}.{Identifier.New()}";

    /// <summary>The home clause; null for the document's home. Only for ids that are well formed and not private.</summary>
    public static string? HomeOf(string annotation)
    {
        var home = annotation[..annotation.IndexOf('.')];
        return home == DocumentHome ? null : home;
    }

    public static bool IsPrivate(string annotation) => annotation.StartsWith("n.", StringComparison.Ordinal);

    /// <summary>Whether the note is in one of the document's sealed logs.</summary>
    public static bool IsSealed(string annotation) => annotation.StartsWith(SealedHome, StringComparison.Ordinal);

    /// <summary>Whether the note waits in the document's queue, or did.</summary>
    public static bool IsQueued(string annotation) => annotation.StartsWith($"{SealedHome}{QueueLog}.", StringComparison.Ordinal);

    /// <summary>Whether the note is a pin that is prepared for a session, or was.</summary>
    public static bool IsDraft(string annotation) => annotation.StartsWith($"{SealedHome}{DraftsLog}.", StringComparison.Ordinal);

    public static bool IsWellFormed(string? annotation)
    {
        var dot = annotation?.IndexOf('.') ?? -1;
        if (dot < 0 || !Identifier.IsWellFormed(annotation![(dot + 1)..]))
            return false;
        var home = annotation[..dot];
        return home is DocumentHome or NotebookHome or SealedHome + QueueLog or SealedHome + DraftsLog || Identifier.IsWellFormed(RoundOf(annotation) ?? home);
    }
}
