namespace Collab.Client;

/// <summary>A member, or <c>server</c>.</summary>
/// <param name="Name">Of now; a pseudonym or null where names are withheld.</param>
public sealed record Person(string Id, string? Name);
