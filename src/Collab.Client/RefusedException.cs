namespace Collab.Client;

/// <summary>The server understood and refuses. The message is its sentence, for people.</summary>
public sealed class RefusedException(string code, int status, string sentence, string? traceId = null, TimeSpan? retryAfter = null) : Exception(sentence)
{
    /// <summary>A fixed word of the table of refusals, such as <c>stale</c> or <c>locked</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What to do, for people; it may change.</summary>
    public string Sentence => Message;

    /// <summary>What the operator finds the request by.</summary>
    public string? TraceId { get; } = traceId;

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same may succeed later, with nothing changed: the client has tried again for as long as its patience lasts.</summary>
    public bool MayPass => NothingWasDone || Code is "outcome-unknown" or "internal";

    /// <summary>Of those that may pass: whether it is known that this attempt changed nothing.</summary>
    internal bool NothingWasDone => Code is "unavailable" or "storage-full" or "rate-limited" or "too-many-connections" or "timeout";
}
