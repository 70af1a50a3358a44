namespace Collab.Storage;

/// <summary>A kept text no longer has the hash it is kept under, or cannot be read.</summary>
public sealed class DamagedTextException(string hash, Exception? inner = null) : Exception($"The text {hash} is damaged. Restore a backup, or save the text again.", inner)
{
    /// <summary>The hex SHA-256 that was asked for.</summary>
    public string Hash { get; } = hash;
}
