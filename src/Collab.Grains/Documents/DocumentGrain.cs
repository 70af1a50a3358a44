using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Grains.EventSourcing;
using Collab.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Utilities;

namespace Collab.Grains.Documents;

/// <summary>The sequencer of one document: gives seq and number, writes what clauses and members decide, and publishes it in order.</summary>
[Reentrant, RandomPlacement, Immovable]
public sealed partial class DocumentGrain(
    IEventLog log,
    StorageGate gate,
    IReplicas replicas,
    [FromKeyedServices(GrainServices.Clock)] TimeProvider time,
    [FromKeyedServices(GrainServices.Background)] TaskScheduler background,
    ILogger<DocumentGrain> logger)
    : LogGrain<DocumentVersion>(log, gate, time, logger), IDocumentGrain
{
    private readonly ObserverManager<IDocumentObserver> _observers = Observers.New<IDocumentObserver>(logger, time);

    protected override string StreamKind => Storage.StreamKind.Document;

    private DocumentHeader Header => State.Document.Header;

    private bool Exists => Header.Revision > 0;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        State = DocumentVersion.Of(State.Document);
        if (Exists)
            await AskForMembershipAsync();
        await ResumeErasuresAsync();
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
        var request = DigestOf(import, text);
        var reply = await SubmitOnceAsync(new CommandKey(import.Actor, import.CommandId), request, version =>
        {
            if (version.Document.Header.Revision > 0)
                throw new RefusalException("already", "The document was imported already.");
            return [new Decided(import.Actor, import.CommandId, request, [new Proposal(null, imported, new Words { Request = request })]), .. Membership(version, members)];
        });
        if (Exists)
            await AskForMembershipAsync();
        return reply;
    }

    public async Task<Reply> ExecuteAsync(Command command)
    {
        if (!Exists)
            return Missing;
        if (command is CloseSession close)
            command = await WithAttendanceAsync(close);
        if (await WriteMembershipAsync() is { } unwritten)
            return unwritten;
        return command switch
        {
            RevealRound reveal => await EndRoundAsync(reveal, reveal.Clause),
            CancelRound cancel => await EndRoundAsync(cancel, cancel.Clause),
            AddEdition edition => await WithTextAsync(edition, edition.Drafts, text => edition with { Text = text }),
            ReviseText revise => await WithTextAsync(revise, revise.Drafts, text => revise with { Text = text }),
            _ => await ExecuteHereAsync(command),
        };
    }

    /// <summary>The text is there before the event that names it. What is refused anyway is not stored.</summary>
    private async Task<Reply> WithTextAsync(Command command, ImmutableArray<ClauseDraft> drafts, Func<string, Command> with)
    {
        try
        {
            DocumentDecider.Decide(Shown, command, Time.GetUtcNow());
        }
        catch (RefusalException refusal)
        {
            return await FindCommandAsync(command) ?? Reply.Refused(refusal);
        }

        return await ExecuteHereAsync(with(await Log.SaveTextAsync(EventCodec.WriteText(drafts))));
    }

    private Task<Reply> ExecuteHereAsync(Command command) => SubmitOnceAsync(new CommandKey(command.Actor, command.CommandId), command.Request, version =>
            [new Decided(command.Actor, command.CommandId, command.Request, Paced(version, command, DocumentDecider.Decide(version.Document, command, Time.GetUtcNow())))]);

    public async Task<CommitReply> CommitAsync(ClauseCommit commit)
    {
        if (await WriteMembershipAsync() is { } refusal)
            return new CommitReply { Failure = refusal };
        var stale = false;
        var entry = new LogEntry<DocumentVersion>([.. commit.Decisions.Select(d => new CommandKey(d.Command.Actor, d.Command.CommandId))], "", version =>
        {
            // Another activation may have told the clause of members whom this one does not know: their words would stand before their rights.
            stale = (version.ConcernOf(commit.Clause) > commit.DecidedAt || commit.SeminarSeq > version.Document.Header.SeminarSeq)
                && !Planted.Is(Defect.StaleDecisionAccepted);
            return stale ? [] : Paced(version, commit.Decisions);
        });
        var reply = await WriteAsync(entry);
        if (stale)
            return new CommitReply { Stale = true };
        // Each decision has an answer of its own, or the write failed as a whole.
        return entry.Replies.IsEmpty ? new CommitReply { Failure = reply } : new CommitReply { Events = [.. entry.Events], Replies = await AnsweredAsync(commit.Decisions, entry.Replies) };
    }

    public Task<ClauseOpening?> OpenClauseAsync(string clause) => Task.FromResult(
        Header.ClauseOf(clause) is not null
            ? new ClauseOpening(Header.Seq, ClauseContext.Of(Shown.Header, clause), Shown.At(clause))
            : null);

    public Task<ClauseContext?> OpenContextAsync() => Task.FromResult(Exists ? ClauseContext.Of(Shown.Header) : null);

    public Task<Reply?> FindCommandAsync(Command command) => FindCommandAsync(new CommandKey(command.Actor, command.CommandId), command.Request);

    public async Task<DocumentState?> ObserveAsync(IDocumentObserver observer)
    {
        await EnsureNewestAsync();
        if (!Exists)
            return Damage is null ? null : State.Document;
        _observers.Subscribe(observer, observer);
        return Shown;
    }

    public async Task<bool> RenewAsync(IDocumentObserver observer, string epoch, long seq, long seminarSeq)
    {
        await EnsureNewestAsync();
        // What is not written about members comes with the state alone.
        var known = _observers.Contains(observer)
            || (Exists && epoch == Epoch && seq <= Header.Seq && Shown.Header.SeminarSeq <= Math.Max(Header.SeminarSeq, seminarSeq));
        if (known)
            _observers.Subscribe(observer, observer);
        return known;
    }

    public async Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes)
    {
        if (!Exists)
            return [];
        // What was appended while this was read is published when the append is known to have succeeded: no reader is ahead of that.
        var known = (int)Math.Min(max, Header.Seq - after);
        if (known <= 0)
            return [];
        var stored = await ReadWholePartAsync(after, known, maxBytes > 0 ? maxBytes : int.MaxValue);
        var events = new List<LogEvent>(stored.Count);
        // Not in the turn of the grain: a page that somebody reads costs the writers nothing.
        foreach (var e in await InBackgroundAsync(() => stored.Select(EventCodec.Read).ToList()))
            events.Add(await LoadAsync(e));
        return events;
    }

    protected override DocumentVersion New(string epoch) => DocumentVersion.Of(DocumentState.New(Stream, epoch));

    protected override DocumentVersion Apply(DocumentVersion state, LogEvent e) => state.Apply(e, Time.GetTimestamp());

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

    private Reply Missing => Damage is { } damage ? Damaged(damage) : Reply.Refused(new RefusalException("not-found", "There is no such document."));

    /// <summary>What tells the same import again from another one under its id: the title, the text and what is known about it.</summary>
    private static string DigestOf(ImportDocument import, string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\0', import.Metadata.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }).Prepend(text).Prepend(import.Title)))));

    private Task<T> InBackgroundAsync<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, background);

    private ISeminarGrain Seminar(string id) => GrainFactory.GetGrain<ISeminarGrain>(id);
}
