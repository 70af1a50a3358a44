namespace Collab.Storage;

/// <summary>A command of one actor in one stream.</summary>
public readonly record struct CommandKey(string Actor, Guid Command);
