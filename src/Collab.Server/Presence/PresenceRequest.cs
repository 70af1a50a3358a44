namespace Collab.Server.Presence;

/// <summary>Where I am, for readers without a hub connection.</summary>
/// <param name="Connection">The device: the same as on the stream of events.</param>
/// <param name="Clause">The point that I read, or where I write.</param>
/// <param name="Typing">Whether I write there; null leaves it as it is.</param>
public sealed record PresenceRequest(string Connection, string? Clause = null, SelectionRequest? Selection = null, bool? Typing = null);
