namespace Collab.Storage;

/// <summary>Events of these commands are in the stream already; nothing was written. Answer them what they answered the first time.</summary>
public sealed class DuplicateCommandException(string stream, IReadOnlyList<CommandKey> commands)
    : Exception($"{stream}: {commands.Count} of the commands are in the log already. Answer those with the events that are there.")
{
    public string Stream { get; } = stream;

    /// <summary>The commands that are there, each once, in the order of the append.</summary>
    public IReadOnlyList<CommandKey> Commands { get; } = commands;
}
