namespace Collab.Domain;

/// <summary>A command or a request that the rules refuse.</summary>
/// <param name="code">One of the words of <see cref="RefusalCodes"/>.</param>
/// <param name="detail">A sentence that says what to do.</param>
/// <param name="retryAfter">When the same may be tried again, where that is known.</param>
public sealed class RefusalException(string code, string detail, TimeSpan? retryAfter = null) : Exception($"{code}: {detail}")
{
    public string Code => code;

    public string Detail => detail;

    public TimeSpan? RetryAfter => retryAfter;
}
