namespace Collab.Formats.Archive;

/// <summary>What reading an archive found.</summary>
/// <param name="Manifest">What it says it is; null where it does not say.</param>
/// <param name="Events">How many events were read.</param>
public sealed record ArchiveFinding(ArchiveManifest? Manifest, long Events, IReadOnlyList<ArchiveFinding.Damage> Damaged)
{
    /// <summary>Where it is not what was written.</summary>
    /// <param name="Seq">The first event that is not; null where it is no event.</param>
    public sealed record Damage(long? Seq, string Detail);

    public bool IsWhole => Damaged.Count == 0;
}
