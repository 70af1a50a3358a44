namespace Collab.Client;

/// <summary>The body of a refusal (RFC 9457).</summary>
internal sealed record Refusal(string? Code, string? Detail, string? TraceId);
