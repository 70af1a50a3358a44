namespace Collab.Storage;

/// <summary>The event at this seq is not what was written. What comes before it is whole and stays readable.</summary>
public sealed class DamagedStreamException(string stream, long seq, Exception? inner = null)
    : Exception($"{stream}: damaged at seq {seq}. What comes before is readable; restore a backup to get the rest.", inner)
{
    public string Stream { get; } = stream;

    /// <summary>The first damaged or missing event of what was read.</summary>
    public long Seq { get; } = seq;
}
