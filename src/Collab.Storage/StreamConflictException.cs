namespace Collab.Storage;

/// <summary>Another writer appended to the stream; nothing was written. Catch up and decide again.</summary>
public sealed class StreamConflictException(string stream, long expectedSeq)
    : Exception($"{stream}: its head is not {expectedSeq}. Another writer was here; catch up and decide again.")
{
    public string Stream { get; } = stream;

    /// <summary>The head that the writer expected.</summary>
    public long ExpectedSeq { get; } = expectedSeq;
}
