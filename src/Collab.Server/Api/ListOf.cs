namespace Collab.Server.Api;

/// <summary>A list on the wire.</summary>
/// <param name="Next">What to ask for the rest with; null where this is all.</param>
public sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next = null);
