namespace Collab.Web.Models;

/// <summary>A personal access token, without its secret.</summary>
/// <param name="Id">What revokes it.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="Created">When it was made.</param>
public sealed record TokenRow(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset Created)
{
    /// <summary>The title of the only seminar in which it holds; null for any.</summary>
    public string? Seminar { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True when it has ended by itself.</summary>
    public bool Over { get; init; }

    /// <summary>When it was last used, to the hour; null while it was not.</summary>
    public DateTimeOffset? LastUsed { get; init; }
}
