using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Grains.EventSourcing;
using Collab.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace Collab.Grains.Documents;

/// <summary>The sequencer of one document: gives seq and number, writes what clauses and members decide, and publishes it in order.</summary>
[Reentrant]
public sealed partial class DocumentGrain(IEventLog log, StorageGate gate, [FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<DocumentGrain> logger)
    : LogGrain<DocumentVersion>(log, gate, time, logger), IDocumentGrain
{
    private readonly ObserverManager<IDocumentObserver> _observers = new(TimeSpan.FromSeconds(30), logger);

    protected override string StreamKind => Storage.StreamKind.Document;

    private DocumentHeader Header => State.Document.Header;

    private bool Exists => Header.Revision > 0;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        State = DocumentVersion.Of(State.Document);
        if (Exists)
            await CatchUpMembershipAsync();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // When the silo stops, the seminar may be gone already; it asks every document of its own when it wakes.
        if (Exists && reason.ReasonCode is (DeactivationReasonCode.ActivationIdle or DeactivationReasonCode.ApplicationRequested))
            await Seminar(Header.Seminar).UnregisterAsync(Stream);
    }

    public async Task<Reply> ImportAsync(ImportDocument import)
    {
        var text = await Log.SaveTextAsync(EventCodec.WriteText(import.Clauses));
        await CreateStreamAsync();
        var members = await Seminar(import.Seminar).RegisterAsync(Stream, 0);
        var ids = import.Clauses.Select(_ => Identifier.New()).ToImmutableArray();
        var imported = new DocumentImported(import.Seminar, import.Title, import.Metadata, 1, text, ids) { Clauses = TextRevision.Clauses(import.Clauses, ids) };
        var reply = await SubmitOnceAsync(new CommandKey(import.Actor, import.CommandId), text, version =>
        {
            if (version.Document.Header.Revision > 0)
                throw new RefusalException("already", "The document was imported already.");
            return [new Decided(import.Actor, import.CommandId, text, [new Proposal(null, imported, new Words { Request = text })]), .. Membership(version, members)];
        });
        if (Exists)
            await CatchUpMembershipAsync();
        return reply;
    }

    public Task<Reply> ExecuteAsync(Command command) => !Exists
        ? Task.FromResult(Missing)
        : SubmitOnceAsync(new CommandKey(command.Actor, command.CommandId), command.Request, version =>
            [new Decided(command.Actor, command.CommandId, command.Request, DocumentDecider.Decide(version.Document, command))]);

    public async Task<CommitReply> CommitAsync(ClauseCommit commit)
    {
        var stale = false;
        var entry = new LogEntry<DocumentVersion>([.. commit.Decisions.Select(d => new CommandKey(d.Command.Actor, d.Command.CommandId))], "", version =>
        {
            stale = version.ConcernOf(commit.Clause) > commit.DecidedAt;
            return stale ? [] : [.. commit.Decisions.Select(d => new Decided(d.Command.Actor, d.Command.CommandId, d.Command.Request, d.Proposals))];
        });
        var reply = await WriteAsync(entry);
        if (stale)
            return new CommitReply { Stale = true };
        // Each decision has an answer of its own, or the write failed as a whole.
        return entry.Replies.IsEmpty ? new CommitReply { Failure = reply } : new CommitReply { Events = [.. entry.Events], Replies = entry.Replies };
    }

    public Task<ClauseOpening?> OpenClauseAsync(string clause) => Task.FromResult(
        Header.ClausesById.ContainsKey(clause)
            ? new ClauseOpening(Header.Seq, ClauseContext.Of(Header, clause), State.Document.At(clause))
            : null);

    public Task<ClauseContext?> OpenContextAsync() => Task.FromResult(Exists ? ClauseContext.Of(Header) : null);

    public Task<Reply?> FindCommandAsync(Command command) => FindCommandAsync(new CommandKey(command.Actor, command.CommandId), command.Request);

    public Task<DocumentState?> ObserveAsync(IDocumentObserver observer)
    {
        if (!Exists)
            return Task.FromResult<DocumentState?>(null);
        _observers.Subscribe(observer, observer);
        return Task.FromResult<DocumentState?>(State.Document);
    }

    public Task<bool> RenewAsync(IDocumentObserver observer)
    {
        var known = _observers.Contains(observer);
        if (known)
            _observers.Subscribe(observer, observer);
        return Task.FromResult(known);
    }

    public Task UnobserveAsync(IDocumentObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max)
    {
        if (!Exists)
            return [];
        var stored = await Log.ReadAsync(Stream, after, max);
        var events = new List<LogEvent>(stored.Count);
        // What was appended while this was read is published when the append is known to have succeeded: no reader is ahead of that.
        foreach (var e in stored.Where(e => e.Seq <= Header.Seq))
            events.Add(await LoadAsync(EventCodec.Read(e)));
        return events;
    }

    public async Task<long> ApplyMembershipAsync(IReadOnlyList<LogEvent> events)
    {
        if (!Exists)
            return 0;
        var reply = await WriteAsync(new LogEntry<DocumentVersion>([], "", version => Membership(version, events)));
        reply.Demand();
        return Header.Seq;
    }

    protected override DocumentVersion New(string epoch) => DocumentVersion.Of(DocumentState.New(Stream, epoch));

    protected override DocumentVersion Apply(DocumentVersion state, LogEvent e) => state.Apply(e);

    protected override LogHead HeadOf(DocumentVersion state) => new(state.Document.Header.Seq, state.Document.Header.At, state.Document.Header.Hash);

    protected override EventData Stamp(DocumentVersion state, EventData data) => data switch
    {
        AnnotationAdded added => added with { Number = state.Document.Header.LastNumber + 1 },
        ReplyAdded reply => reply with { Number = state.Document.Header.LastNumber + 1 },
        _ => data,
    };

    protected override void OnDurable(IReadOnlyList<LogEvent> events)
    {
        _observers.Notify(observer => observer.OnEventsAsync(Stream, events)).Ignore();
        SaveSnapshotWhenDue();
    }

    private static Reply Missing => Reply.Refused(new RefusalException("not-found", "There is no such document."));

    private ISeminarGrain Seminar(string id) => GrainFactory.GetGrain<ISeminarGrain>(id);

    /// <summary>What happened to members while the document slept stands in its log before anything else is decided.</summary>
    private async Task CatchUpMembershipAsync()
    {
        var missed = await Seminar(Header.Seminar).RegisterAsync(Stream, Header.SeminarSeq);
        if (missed.Count > 0)
            (await WriteAsync(new LogEntry<DocumentVersion>([], "", version => Membership(version, missed)))).Demand();
    }

    // One command may have brought about several: a deletion removes everybody.
    private static List<Decided> Membership(DocumentVersion version, IReadOnlyList<LogEvent> events) =>
        [.. events.Where(e => e.Seq > version.Document.Header.SeminarSeq).GroupBy(e => (e.Actor, e.Command)).Select(command =>
            new Decided(command.Key.Actor, command.Key.Command, "", [.. command.Select(e => new Proposal(null, ((MemberEventData)e.Data) with { SeminarSeq = e.Seq }, e.Words))]))];
}
