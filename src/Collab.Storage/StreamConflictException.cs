namespace Collab.Storage;

/// <summary>Another writer appended to the stream; nothing was written. Catch up and decide again.</summary>
public sealed class StreamConflictException(string stream, long expectedSeq, long? head = null)
    : Exception($"{stream}: its head is not {expectedSeq}. Another writer was here; catch up and decide again.")
{
    public string Stream { get; } = stream;

    /// <summary>The head that the writer expected.</summary>
    public long ExpectedSeq { get; } = expectedSeq;

    /// <summary>The head that was found, so that whoever catches up knows when it has; null where it is not known.</summary>
    public long? Head { get; } = head;
}
