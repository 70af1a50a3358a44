namespace Collab.Domain.Events;

/// <summary>Who did first what an import brought in, and when, as the file says. Nobody has verified either.</summary>
/// <param name="By">An author of the document who is no member (<see cref="AuthorNamed"/>).</param>
/// <param name="At">Null where the file does not say.</param>
public sealed record Original(string By, DateTimeOffset? At = null)
{
    /// <summary>Of a note: its version, where the wordings before are not in the file; else null.</summary>
    public int? Version { get; init; }

    /// <summary>Of such a note: when it was made.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Of a note: a digest of what the file calls it, so that it is brought in once.</summary>
    public string? Source { get; init; }
}
