using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Planting;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Server.Telemetry;

namespace Collab.Server.Commands;

/// <summary>Takes a command to the grain that decides it, however it came, and answers when it can be read through this node.</summary>
public sealed class CommandDispatcher(DocumentFeeds feeds, IGrainFactory grains, TrialRendering rendering, SeminarRates rates)
{
    /// <returns>What it brought about: durable.</returns>
    /// <exception cref="RateLimitedException">Too much is written in the seminar.</exception>
    /// <exception cref="RefusalException">The rules refuse it; or <c>outcome-unknown</c>: the same command may be sent again.</exception>
    public async Task<CommandOutcome> DispatchAsync(Caller caller, CommandRequest request, CancellationToken cancellation = default) =>
        (await AnswerAsync(caller, request, cancellation)).Demand();

    /// <summary>The same, for whom a refusal is an answer like others: to throw it costs more than the rest of the command.</summary>
    /// <returns>What it brought about: durable; or why the grain that decides refused it.</returns>
    /// <exception cref="RateLimitedException">Too much is written in the seminar.</exception>
    /// <exception cref="RefusalException">It was refused before it came to the grain.</exception>
    public Task<Reply> AnswerAsync(Caller caller, CommandRequest request, CancellationToken cancellation = default) =>
        CommandMetrics.MeasureAsync(request.GetType().Name, () => ExecuteAsync(caller, request, cancellation));

    private async Task<Reply> ExecuteAsync(Caller caller, CommandRequest request, CancellationToken cancellation)
    {
        var feed = await feeds.DemandAsync(request.Document, cancellation);
        var member = await DemandMemberAsync(feed, caller, cancellation);
        // Whoever reads takes no room from those who write; each has a limit of their own.
        if (request is not MarkReadRequest)
            rates.Count(feed.State.Header.Seminar);
        foreach (var action in request.Actions)
            DemandCovered(caller, member, action);
        var command = request.ToCommand(member.Id, CommandJson.Digest(request));
        if (command is EditAnnotation { IsMove: true } move && IsAnothers(feed, member, move))
            DemandCovered(caller, member, "move-annotation");
        if (request.Text is { } text)
            await rendering.DemandAsync(text);
        var reply = await ExecuteAsync(feed, member, request, command);
        if (reply.Outcome is { } outcome && !request.IsPrivate && request is not (FlagRequest or DismissRequest or RejectRequest))
            await ReadableHereAsync(feed, outcome.Seq);
        return reply;
    }

    /// <summary>The member that the caller is in the document, if they may do it at all.</summary>
    /// <param name="action">A row of the permission table.</param>
    /// <exception cref="RefusalException"><c>not-found</c>, <c>forbidden</c>, <c>unavailable</c>.</exception>
    public async Task<Member> DemandAsync(DocumentFeed feed, Caller caller, string action, CancellationToken cancellation = default)
    {
        var member = await DemandMemberAsync(feed, caller, cancellation);
        PermissionTable.Demand(action, member.Role);
        DemandCovered(caller, member, action);
        return member;
    }

    /// <summary>The member that the caller is in the document; someone who has just joined is waited for.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>: none, or the token is for another seminar; <c>another-member</c>; <c>unavailable</c>.</exception>
    public async Task<Member> DemandMemberAsync(DocumentFeed feed, Caller caller, CancellationToken cancellation = default)
    {
        var member = await FindMemberAsync(feed, caller, cancellation);
        caller.DemandIs(member.Id);
        return member;
    }

    private async Task<Member> FindMemberAsync(DocumentFeed feed, Caller caller, CancellationToken cancellation)
    {
        var header = feed.State.Header;
        if (caller.Seminar is { } only && only != header.Seminar)
            throw FeedView.Missing;
        if (header.MemberOf(caller.Person) is { } member)
            return member;
        try
        {
            if ((await grains.GetGrain<ISeminarGrain>(header.Seminar).OpenAsync())?.MemberOf(caller.Person) is null)
                throw FeedView.Missing;
        }
        catch (Exception e) when (LostCall.Is(e))
        {
            throw new RefusalException("unavailable", "The seminar does not answer just now. Try again in a moment.");
        }

        // The seminar answers a join when every document that is awake has it: at most one question is open.
        await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience, cancellation);
        return feed.View.Demand(caller.Person);
    }

    private async Task<Reply> ExecuteAsync(DocumentFeed feed, Member member, CommandRequest request, Command command)
    {
        try
        {
            if (request.IsPrivate && !Planted.Is(Defect.PrivateNoteShared))
                return await ExecutePrivateAsync(feed, member, command);
            if (command is AnnotationCommand about && (request is QueueRequest || AnnotationId.IsSealed(about.Annotation)))
                return await SealedCommands.DecideAsync(grains, feed, member, about);
            DemandPlace(feed.State.Header, command);
            if (request is AnnotateRequest { IsDraft: true })
                return await grains.GetGrain<ISealedGrain>(SealedKey.DraftsOf(feed.Document)).ExecuteAsync(command);
            var reply = command is AddAnnotation or AddReply ? await SealedCommands.AddAsync(grains, feed, command, SendAsync) : await SendAsync(command);
            return command is LeadTo or SetTimer or RevealRound or CancelRound ? await DraftPins.PublishAsync(grains, feed, command, reply) : reply;
        }
        catch (Exception e) when (LostCall.Is(e))
        {
            return Reply.OutcomeUnknown;
        }

        Task<Reply> SendAsync(Command sent) => sent.Home is { } clause
            ? feed.GrainOf(clause, grains).ExecuteAsync(sent)
            : grains.GetGrain<IDocumentGrain>(feed.Document).ExecuteAsync(sent);
    }

    private async Task<Reply> ExecutePrivateAsync(DocumentFeed feed, Member member, Command command)
    {
        if (command is not (AddAnnotation or EditAnnotation or DeleteAnnotation or MarkRead or SetWatch) || (command is AnnotationCommand about && !AnnotationId.IsWellFormed(about.Annotation)))
            throw NoSuchNote;
        PermissionTable.Demand("write-private-note", member.Role);
        if (command is MarkRead read && read.Epoch != feed.State.Header.Epoch)
            throw new RefusalException("stale", "The document was restored since you read it: its numbers are others. Take a snapshot again, then say what you have read.");
        return await grains.GetGrain<INotebookGrain>($"{feed.Document}/{member.Id}").ExecuteAsync(command);
    }

    private static bool IsAnothers(DocumentFeed feed, Member member, AnnotationCommand command) =>
        AnnotationId.IsWellFormed(command.Annotation) && !AnnotationId.IsPrivate(command.Annotation)
        && feed.State.Find(command.Annotation) is { } annotation && annotation.Creator != member.Id;

    /// <summary>No grain is woken for a place that is not in this document.</summary>
    private static void DemandPlace(DocumentHeader header, Command command)
    {
        if (command is AnnotationCommand about && (!AnnotationId.IsWellFormed(about.Annotation) || AnnotationId.IsPrivate(about.Annotation) || !IsHome(header, about.Home)))
            throw NoSuchNote;
        if (!IsHome(header, command.Home))
            throw new RefusalException("not-found", "There is no such point in this document.");
    }

    private static bool IsHome(DocumentHeader header, string? clause) => clause is null || header.ClauseOf(clause) is not null;

    /// <summary>Whoever wrote may read it here at once. It is stored in any case: not to have it here yet is no failure. It is short, so that nobody may break it off: that would cost every write something.</summary>
    private static async Task ReadableHereAsync(DocumentFeed feed, long seq)
    {
        try
        {
            await feed.WaitForAsync(seq);
        }
        catch (RefusalException)
        {
        }
    }

    /// <summary>What the role may not in any case no other token would help with: then the role is what is said.</summary>
    private static void DemandCovered(Caller caller, Member member, string action)
    {
        if (caller.Covers(action))
            return;
        PermissionTable.Demand(action, member.Role, own: true);
        throw new RefusalException("forbidden", $"This token may not {action.Replace('-', ' ')}. Make one whose scopes cover it.");
    }

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document.");
}
