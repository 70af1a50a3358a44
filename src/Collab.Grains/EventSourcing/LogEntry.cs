using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Grains.EventSourcing;

/// <summary>An entry of a grain that owns a log.</summary>
/// <param name="commands">The commands that ask; none where no client can send them again.</param>
/// <param name="request">The digest of the command, where it is a single one.</param>
/// <param name="decide">What each command brings about on a state; throws the refusal of all of them.</param>
public sealed class LogEntry<TState>(IReadOnlyList<CommandKey> commands, string request, Func<TState, IReadOnlyList<Decided>> decide) : Entry
{
    public IReadOnlyList<CommandKey> Commands => commands;

    public string Request => request;

    private readonly Dictionary<CommandKey, Reply> _earlier = [];

    public IReadOnlyList<Decided> Decisions { get; private set; } = [];

    /// <summary>The events in the order of the decisions, as they are to be written or were.</summary>
    public List<LogEvent> Events { get; } = [];

    /// <summary>The same as the log keeps them.</summary>
    public List<StoredEvent> Sealed { get; } = [];

    /// <summary>The answers to the decisions, in order, once it is written.</summary>
    public ImmutableArray<Reply> Replies { get; set; } = [];

    /// <param name="recent">The answers to what was written lately: a command among them is not written again.</param>
    public void Decide(TState state, RecentCommands recent) => Decisions = [.. decide(state).Select(d =>
    {
        var command = new CommandKey(d.Actor, d.Command);
        return d with { Earlier = (_earlier.TryGetValue(command, out var reply) ? reply : recent.Find(command, d.Request)) ?? d.Earlier };
    })];

    /// <summary>Forgets the events of an earlier decision.</summary>
    public void Begin()
    {
        Events.Clear();
        Sealed.Clear();
    }

    public void Add(LogEvent e, StoredEvent link)
    {
        Events.Add(e);
        Sealed.Add(link);
    }

    /// <summary>The log holds this command already: it is answered as then, and not written again.</summary>
    public void FoundEarlier(CommandKey command, Reply reply) => _earlier[command] = reply;
}
