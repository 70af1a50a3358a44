namespace Collab.Client;

/// <summary>A TextQuoteSelector. A quote that occurs more than once needs a prefix, a suffix or a position.</summary>
public sealed record Quote(string Exact, string? Prefix = null, string? Suffix = null);
