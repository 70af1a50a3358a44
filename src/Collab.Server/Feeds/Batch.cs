namespace Collab.Server.Feeds;

/// <summary>Consecutive events as one audience may see them, encoded already; or the word that the reader must take a snapshot again.</summary>
/// <param name="Utf8"><c>{epoch, first, last, events, head}</c> or <c>{resync:true}</c>.</param>
/// <param name="Last">The cursor after this batch.</param>
public sealed record Batch(ReadOnlyMemory<byte> Utf8, string Epoch, long First, long Last)
{
    /// <summary>Most events of one batch.</summary>
    public const int MaxEvents = 64;

    /// <summary>Most bytes of one batch; a single event that is longer goes alone.</summary>
    public const int MaxBytes = 64 * 1024;

    public static Batch Resync { get; } = new("""{"resync":true}"""u8.ToArray(), "", 0, 0);

    public bool IsResync => ReferenceEquals(this, Resync);
}
