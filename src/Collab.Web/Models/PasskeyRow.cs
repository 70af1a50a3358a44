namespace Collab.Web.Models;

/// <summary>A passkey of one's own.</summary>
/// <param name="Id">What removes it.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Created">When it was added.</param>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset Created)
{
    /// <summary>When somebody last signed in with it, or null.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>True where other devices have it too.</summary>
    public bool Copied { get; init; }
}
