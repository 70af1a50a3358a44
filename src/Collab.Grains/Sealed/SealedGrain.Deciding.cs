using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Queue;
using Collab.Grains.EventSourcing;
using Collab.Storage;

namespace Collab.Grains.Sealed;

/// <summary>
/// What members write and moderators decide. What is let out is written to the document first and noted here after: where that is cut short
/// the document has the note, once, and the approval is repeated.
/// </summary>
public sealed partial class SealedGrain
{
    /// <summary>The notes that are being decided about: a release asks the document meanwhile, and nobody may reject or remove what is on its way out.</summary>
    private readonly Dictionary<string, Task> _deciding = [];

    /// <summary>When each member wrote last, by the count of time that nobody sets. Another activation begins anew.</summary>
    private readonly Dictionary<string, long> _wrote = [];

    private string DocumentId => Stream[..Stream.IndexOf('/')];

    private string LogName => Stream[(Stream.IndexOf('/') + 1)..];

    private IDocumentGrain Document => GrainFactory.GetGrain<IDocumentGrain>(DocumentId);

    private async Task<Reply> DecideAsync(Command command)
    {
        if (await Document.OpenContextAsync() is not { } context)
            throw new RefusalException("not-found", "There is no such document.");
        await CreateStreamAsync();
        await EnsureNewestAsync();
        var key = new CommandKey(command.Actor, command.CommandId);
        if (await FindCommandAsync(key, command.Request) is { } earlier)
            return earlier;
        if (command is AnnotationCommand about and not AddReply)
            return await AloneAsync(about.Annotation, () => DecideAsync(context, key, about));
        Pace(context, command);
        var reply = await SubmitAsync(context, key, command);
        if (reply.Outcome is not null)
            _wrote[command.Actor] = Time.GetTimestamp();
        return reply;
    }

    private async Task<Reply> DecideAsync(ClauseContext context, CommandKey key, AnnotationCommand command)
    {
        // What a blind round keeps nobody lets out one by one, and what was cancelled stays its author's.
        if (command is ApproveNote approve && !AnnotationId.IsRoundLog(LogName))
            return await ReleaseAsync(context, approve);
        return await SubmitAsync(context, key, command);
    }

    /// <summary>One after the other about one note.</summary>
    private async Task<Reply> AloneAsync(string annotation, Func<Task<Reply>> decide)
    {
        while (_deciding.TryGetValue(annotation, out var other))
            await other;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _deciding[annotation] = done.Task;
        try
        {
            return await decide();
        }
        finally
        {
            _deciding.Remove(annotation);
            done.SetResult();
        }
    }

    private Task<Reply> SubmitAsync(ClauseContext context, CommandKey key, Command command) => SubmitOnceAsync(key, command.Request, state =>
            [new Decided(command.Actor, command.CommandId, command.Request, QueueDecider.Decide(context with { Now = Time.GetUtcNow() }, LogName, state.Notes, state.Queue, command))]);

    /// <summary>First that it is on its way, so that no other activation decides otherwise meanwhile; then into the document; then that it is there.</summary>
    private async Task<Reply> ReleaseAsync(ClauseContext context, ApproveNote approve)
    {
        var begun = await NoteAsync(approve.Actor, state => QueueDecider.Begin(context, state.Notes, state.Queue, approve));
        if (begun.Outcome is null)
            return begun;
        var words = State.Notes.Find(approve.Annotation)!;
        var release = QueueDecider.Release(State.Queue.Notes[approve.Annotation], words, approve.Actor, QueueDecider.StanceOf(words, context, approve));
        var reply = release.Home is { } clause
            ? await GrainFactory.GetGrain<IClauseGrain>(ClauseKey.Of(DocumentId, clause)).ExecuteAsync(release)
            : await Document.ExecuteAsync(release);
        if (reply.Outcome is { } outcome)
            return await SubmitOnceAsync(new CommandKey(approve.Actor, approve.CommandId), approve.Request, state => [new Decided(approve.Actor, approve.CommandId, approve.Request, QueueDecider.End(state.Queue, approve, outcome))]);
        // Where nobody knows whether it is there, it stays on its way: to approve it once more tells.
        if (reply.Code != Reply.OutcomeUnknown.Code)
            await NoteAsync(approve.Actor, _ => [new Proposal(null, new ApprovalRefused(approve.Annotation))]);
        return reply.Code == "not-on-scale" && words.Stance is { } stance ? Reply.Refused(QueueDecider.StanceGone(stance)) : reply;
    }

    /// <summary>Writes what no client asked for by an id of its own.</summary>
    private Task<Reply> NoteAsync(string actor, Func<SealedState, ImmutableArray<Proposal>> decide) =>
        WriteAsync(new LogEntry<SealedState>([], "", state => [new Decided(actor, Guid.NewGuid(), "", decide(state))]));

    private void Pace(ClauseContext context, Command command)
    {
        if (context.SlowMode > 0 && command is AddAnnotation or AddReply && _wrote.TryGetValue(command.Actor, out var last) && SlowMode.Refusal(context.SlowMode, Time.GetElapsedTime(last)) is { } refusal)
            throw refusal;
    }

    private Reply Told(Command command, Reply reply) => reply.Outcome is not { } outcome ? reply : command switch
    {
        AddAnnotation or AddReply => reply with { Outcome = outcome with { Seq = 0, Number = null, State = AnnotationId.IsRoundLog(LogName) ? "sealed" : LogName == AnnotationId.DraftsLog ? "draft" : "waiting" } },
        ApproveNote or RejectNote or DismissFlags => reply,
        _ => reply with { Outcome = outcome with { Seq = 0, Number = null } },
    };
}
