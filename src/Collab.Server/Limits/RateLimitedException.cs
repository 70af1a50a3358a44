namespace Collab.Server.Limits;

/// <summary>Refused as <c>rate-limited</c> (429).</summary>
/// <param name="retryAfter">When to try again.</param>
public sealed class RateLimitedException(string detail, TimeSpan retryAfter) : Exception(detail)
{
    public TimeSpan RetryAfter => retryAfter;
}
