namespace Collab.Client;

/// <summary>A list as the wire has it.</summary>
internal sealed record ListOf<T>(IReadOnlyList<T> Items);
