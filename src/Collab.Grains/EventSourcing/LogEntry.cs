using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Grains.EventSourcing;

/// <summary>An entry of a grain that owns a log.</summary>
/// <param name="command">The command that asks, where it is a single one.</param>
/// <param name="request">The digest of that command.</param>
/// <param name="decide">What each command brings about on a state; throws the refusal of all of them.</param>
public sealed class LogEntry<TState>(CommandKey? command, string request, Func<TState, IReadOnlyList<Decided>> decide) : Entry
{
    public CommandKey? Command => command;

    public string Request => request;

    private readonly Dictionary<CommandKey, Reply> _earlier = [];

    public IReadOnlyList<Decided> Decisions { get; private set; } = [];

    /// <summary>The events in the order of the decisions, as they are to be written or were.</summary>
    public List<LogEvent> Events { get; } = [];

    /// <summary>The answers to the decisions, in order, once it is written.</summary>
    public ImmutableArray<Reply> Replies { get; set; } = [];

    public void Decide(TState state) => Decisions = [.. decide(state).Select(d => _earlier.TryGetValue(new CommandKey(d.Actor, d.Command), out var reply) ? d with { Earlier = reply } : d)];

    /// <summary>The log holds this command already: it is answered as then, and not written again.</summary>
    public void FoundEarlier(CommandKey command, Reply reply) => _earlier[command] = reply;
}
