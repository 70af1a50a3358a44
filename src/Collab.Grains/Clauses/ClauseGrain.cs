using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Grains.EventSourcing;
using Collab.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Collab.Grains.Clauses;

/// <summary>Decides for one clause, and commits what it decided through the clause's document, one batch at a time.</summary>
[Reentrant, RandomPlacement, Immovable]
public sealed class ClauseGrain([FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<ClauseGrain> logger)
    : EventSourcedGrain<ClauseOpening, CommandEntry>(time, logger), IClauseGrain
{
    private readonly RecentCommands _recent = new();
    private readonly Dictionary<CommandKey, CommandEntry> _waiting = [];
    private string _clause = "";
    private IDocumentGrain _document = null!;
    private bool _exists;

    // The rest of the document changes without this grain: who may do what, what is closed.
    protected override bool MayBeOutdated => true;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (var document, _clause) = ClauseKey.Parse(this.GetPrimaryKeyString());
        _document = GrainFactory.GetGrain<IDocumentGrain>(document);
        if (await _document.OpenClauseAsync(_clause) is { } opening)
            (State, _exists) = (opening, true);
    }

    public async Task<Reply> ExecuteAsync(Command command)
    {
        if (!_exists)
            return Reply.Refused(new RefusalException("not-found", "There is no such point in this document."));
        var key = new CommandKey(command.Actor, command.CommandId);
        if (_recent.Find(key, command.Request) is { } earlier)
            return earlier;
        if (_waiting.TryGetValue(key, out var same))
            return RecentCommands.Same(same.Command.Request, command.Request, await same.Answer);
        var entry = _waiting[key] = new CommandEntry(command);
        var reply = await SubmitAsync(entry);
        _waiting.Remove(key);
        if (reply.Outcome is not null)
            _recent.Add(key, command.Request, reply);
        return reply;
    }

    protected override ClauseOpening Decide(ClauseOpening state, CommandEntry entry)
    {
        if (ClauseDecider.ReachesBeyond(state.State, entry.Command))
            throw new RefusalException("stale", "The document decides what concerns other points too.");
        entry.Proposals = ClauseDecider.Decide(state.Context with { Now = Time.GetUtcNow() }, state.State, entry.Command);
        var ordinal = 0;
        foreach (var proposal in entry.Proposals)
            state = Apply(state, Tentative(entry.Command, proposal, ordinal++));
        return state;
    }

    protected override async Task<ClauseOpening?> WriteAsync(ClauseOpening before, IReadOnlyList<CommandEntry> decided, ClauseOpening after)
    {
        var commit = new ClauseCommit(_clause, before.AsOf, [.. decided.Select(e => new Decision(e.Command, e.Proposals))], before.Context.SeminarSeq);
        var reply = await _document.CommitAsync(commit);
        if (reply.Stale)
            return null; // Something that concerns the clause happened meanwhile.
        for (var i = 0; i < decided.Count; i++)
            decided[i].Complete(reply.Failure ?? reply.Replies[i]);
        // After a failure nobody can say what was written: the next batch begins with what is durable.
        return reply.Failure is null && reply.Events.Length == decided.Sum(e => e.Proposals.Length)
            ? reply.Events.Aggregate(before, Apply)
            : await CatchUpAsync(before);
    }

    protected override async Task<ClauseOpening> CatchUpAsync(ClauseOpening known) => await _document.OpenClauseAsync(_clause) ?? known;

    protected override async Task<Reply> RefuseAsync(CommandEntry entry, RefusalException refusal) => ClauseDecider.ReachesBeyond(State.State, entry.Command)
        ? await _document.ExecuteAsync(entry.Command)
        : await _document.FindCommandAsync(entry.Command) ?? Reply.Refused(refusal);

    private static ClauseOpening Apply(ClauseOpening state, LogEvent e) =>
        new(Math.Max(state.AsOf, e.Seq), state.Context.Apply(e), state.State.Apply(e));

    /// <summary>The event as far as it is known before the document has given it seq, time and number.</summary>
    private static LogEvent Tentative(Command command, Proposal proposal, int ordinal) => new()
    {
        Actor = command.Actor,
        Clause = proposal.Clause,
        Command = command.CommandId,
        Ordinal = ordinal,
        Data = proposal.Data,
        Words = proposal.Words,
    };
}
