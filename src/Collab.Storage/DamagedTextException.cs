namespace Collab.Storage;

/// <summary>A kept text no longer has the hash it is kept under.</summary>
public sealed class DamagedTextException(string hash) : Exception($"The text {hash} is damaged. Restore a backup, or save the text again.")
{
    /// <summary>The hex SHA-256 that was asked for.</summary>
    public string Hash { get; } = hash;
}
