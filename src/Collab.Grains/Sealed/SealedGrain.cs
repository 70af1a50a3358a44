using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Queue;
using Collab.Grains.EventSourcing;
using Collab.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Utilities;

namespace Collab.Grains.Sealed;

/// <summary>
/// Notes that wait until everyone may see them: a log of their own, so that nothing in the shared one tells of them, no word, count, number
/// or time. What is let out is written to the document as an ordinary note.
/// </summary>
[Reentrant, Immovable]
public sealed partial class SealedGrain(IEventLog log, StorageGate gate, [FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<SealedGrain> logger)
    : LogGrain<SealedState>(log, gate, time, logger), ISealedGrain
{
    private readonly ObserverManager<IDocumentObserver> _observers = Observers.New<IDocumentObserver>(logger, time);

    protected override string StreamKind => Storage.StreamKind.Sealed;

    public async Task<Reply> ExecuteAsync(Command command)
    {
        try
        {
            return Told(command, await DecideAsync(command));
        }
        catch (RefusalException refusal)
        {
            return Reply.Refused(refusal);
        }
    }

    public async Task<Reply?> FindCommandAsync(Command command)
    {
        // Where it was cut off, the log may have been begun elsewhere: what is in it is not to be taken for new.
        if (Epoch.Length == 0 && await Log.FindAsync(Stream) is not null)
            await CreateStreamAsync();
        return await FindCommandAsync(new CommandKey(command.Actor, command.CommandId), command.Request) is { } earlier ? Told(command, earlier) : null;
    }

    public async Task<SealedState> OpenAsync()
    {
        await EnsureNewestAsync();
        return State;
    }

    public async Task<SealedState> ObserveAsync(IDocumentObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return await OpenAsync();
    }

    public async Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes) => Epoch.Length == 0
        ? []
        : [.. (await Log.ReadAsync(Stream, after, max, maxBytes > 0 ? maxBytes : int.MaxValue)).Where(e => e.Seq <= State.Seq).Select(EventCodec.Read)];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        await ResumeErasuresAsync();
    }

    public async Task<Reply> EraseAsync(string actor, string member)
    {
        var reply = await EraseAsync(member, new ContentErased(member).Reaches, erased => WriteAsync(new LogEntry<SealedState>([], "", _ => [new Decided(actor, Guid.NewGuid(), "", [erased])])));
        // What is let out just now with its words is to be in the document before that hears of the erasure, which reaches it there.
        await Task.WhenAll(_deciding.Values);
        return reply;
    }

    protected override SealedState New(string epoch) => new(epoch, 0, "", default, ClauseState.Empty, QueueState.Empty);

    protected override SealedState Apply(SealedState state, LogEvent e) => state with { Seq = e.Seq, Hash = e.Hash, At = e.At, Notes = state.Notes.Apply(e), Queue = state.Queue.Apply(e) };

    protected override LogHead HeadOf(SealedState state) => new(state.Seq, state.At, state.Hash);

    protected override void OnDurable(IReadOnlyList<LogEvent> events) =>
        _observers.Notify(observer => observer.OnEventsAsync(Stream, events)).Ignore();
}
