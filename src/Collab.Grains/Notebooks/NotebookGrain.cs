using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Reading;
using Collab.Grains.EventSourcing;
using Collab.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Utilities;

namespace Collab.Grains.Notebooks;

/// <summary>
/// A member's private notes: a log of its own, so that neither a filter that fails nor a count, a number or a time in the
/// shared log can tell of them.
/// </summary>
[Reentrant, Immovable]
public sealed class NotebookGrain(IEventLog log, StorageGate gate, [FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<NotebookGrain> logger)
    : LogGrain<NotebookState>(log, gate, time, logger), INotebookGrain
{
    private readonly ObserverManager<IDocumentObserver> _observers = Observers.New<IDocumentObserver>(logger, time);

    protected override string StreamKind => Storage.StreamKind.Notebook;

    public async Task<Reply> ExecuteAsync(Command command)
    {
        var document = Stream[..Stream.IndexOf('/')];
        var grain = GrainFactory.GetGrain<IDocumentGrain>(document);
        if (await grain.OpenContextAsync() is not { } context)
            return Reply.Refused(new RefusalException("not-found", "There is no such document."));
        await CreateStreamAsync();
        return await SubmitOnceAsync(new CommandKey(command.Actor, command.CommandId), command.Request, state =>
            [new Decided(command.Actor, command.CommandId, command.Request, command switch
            {
                AddAnnotation add => ClauseDecider.AddPrivate(context, add),
                MarkRead or SetWatch => ReadingDecider.Decide(context, state.Marks, command),
                _ => ClauseDecider.Decide(context, state.Notes, command),
            })]);
    }

    public async Task<NotebookState> OpenAsync()
    {
        await EnsureNewestAsync();
        return State;
    }

    public async Task<NotebookState> ObserveAsync(IDocumentObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return await OpenAsync();
    }

    public Task<bool> RenewAsync(IDocumentObserver observer)
    {
        var known = _observers.Contains(observer);
        _observers.Subscribe(observer, observer);
        return Task.FromResult(known);
    }

    public async Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes) => Epoch.Length == 0
        ? []
        : [.. (await ReadWholePartAsync(after, max, maxBytes > 0 ? maxBytes : int.MaxValue)).Where(e => e.Seq <= State.Seq).Select(EventCodec.Read)];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        await ResumeErasuresAsync();
    }

    public Task<Reply> EraseAsync(string actor) =>
        EraseAsync(Stream[(Stream.IndexOf('/') + 1)..], _ => true, erased => WriteAsync(new LogEntry<NotebookState>([], "", _ => [new Decided(actor, Guid.NewGuid(), "", [erased])])));

    protected override NotebookState New(string epoch) => new(epoch, 0, "", default, 0, ClauseState.Empty);

    protected override NotebookState Apply(NotebookState state, LogEvent e) => state with
    {
        Seq = e.Seq,
        Hash = e.Hash,
        At = e.At,
        LastNumber = e.Data is AnnotationAdded added ? added.Number : state.LastNumber,
        Notes = state.Notes.Apply(e),
        Read = state.Marks.Apply(e),
    };

    protected override LogHead HeadOf(NotebookState state) => new(state.Seq, state.At, state.Hash);

    protected override EventData Stamp(NotebookState state, EventData data) =>
        data is AnnotationAdded added ? added with { Number = state.LastNumber + 1 } : data;

    protected override void OnDurable(IReadOnlyList<LogEvent> events) =>
        _observers.Notify(observer => observer.OnEventsAsync(Stream, events)).Ignore();
}
