namespace Collab.Server.Security;

/// <summary>An endpoint that may be read as often as anybody likes: it costs nothing, or somebody must be able to ask while others ask too much.</summary>
public sealed record Uncounted;
