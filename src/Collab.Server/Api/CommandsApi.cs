using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>What people do in a document, over HTTP. The hub does the same through the same dispatcher.</summary>
internal static class CommandsApi
{
    public static void Map(WebApplication app)
    {
        var document = app.MapGroup("/api/documents/{document}").WithTags("Commands");
        Post<AnnotateRequest>(document, "/annotations", Right.WritePrivateNote).Produces<CommandOutcome>(201).Produces<CommandOutcome>(202);
        Post<ReplyRequest>(document, "/annotations/{annotation}/replies", Right.Reply).Produces<CommandOutcome>(201).Produces<CommandOutcome>(202);
        document.Door(Right.EditAnnotation).MapPatch("/annotations/{annotation}", EditAsync).Accepts<EditRequest>("application/json").Produces<CommandOutcome>();
        document.Door(Right.DeleteAnnotation).MapDelete("/annotations/{annotation}", DeleteAsync).Produces<CommandOutcome>();
        document.Door(Right.Pin).MapPut("/annotations/{annotation}/pin", RunAsync<PinRequest>).Accepts<PinRequest>("application/json").Produces<CommandOutcome>();
        document.Door(Right.Pin).MapDelete("/annotations/{annotation}/pin", UnpinAsync).Accepts<UnpinBody>(isOptional: true, "application/json").Produces<CommandOutcome>();
        Post<HideRequest>(document, "/annotations/{annotation}/hide", Right.HideAnnotation);
        Post<UnhideRequest>(document, "/annotations/{annotation}/unhide", Right.HideAnnotation);
        Post<ResolveRequest>(document, "/annotations/{annotation}/resolve", Right.Resolve);
        Post<ReopenRequest>(document, "/annotations/{annotation}/reopen", Right.Resolve);
        Post<RelateRequest>(document, "/annotations/{annotation}/relate", Right.Relate);
        Post<UnrelateRequest>(document, "/annotations/{annotation}/unrelate", Right.RemoveRelation);
        Post<MergeRequest>(document, "/annotations/{annotation}/merge", Right.MergeThreads);
        Post<UnmergeRequest>(document, "/annotations/{annotation}/unmerge", Right.MergeThreads);
        Post<ReactRequest>(document, "/annotations/{annotation}/react", Right.React);
        Post<LockRequest>(document, "/clauses/{clause}/lock", Right.Lock);
        Post<UnlockRequest>(document, "/clauses/{clause}/unlock", Right.Lock);
        Post<CloseRequest>(document, "/close", Right.CloseDocument);
        Post<ReopenDocumentRequest>(document, "/reopen", Right.CloseDocument);
        Post<SlowModeRequest>(document, "/slow-mode", Right.CloseDocument);
        Post<ApprovalRequest>(document, "/approval", Right.Approve);
        Post<ApproveRequest>(document, "/annotations/{annotation}/approve", Right.Approve);
        Post<RejectRequest>(document, "/annotations/{annotation}/reject", Right.Approve);
        Post<FlagRequest>(document, "/annotations/{annotation}/flag", Right.Flag);
        Post<DismissRequest>(document, "/annotations/{annotation}/dismiss", Right.SeeQueue);
        Post<OpenRoundRequest>(document, "/clauses/{clause}/round/open", Right.RevealRound);
        Post<RevealRoundRequest>(document, "/clauses/{clause}/round/reveal", Right.RevealRound);
        Post<CancelRoundRequest>(document, "/clauses/{clause}/round/cancel", Right.RevealRound);
        Post<LeadRequest>(document, "/lead", Right.Lead);
        Post<OpenSessionRequest>(document, "/session/open", Right.RunSession);
        Post<CloseSessionRequest>(document, "/session/close", Right.RunSession);
        Post<SetAgendaRequest>(document, "/agenda", Right.RunSession);
        Post<SetTimerRequest>(document, "/timer", Right.RunSession);
        Post<EndTimerRequest>(document, "/timer/end", Right.RunSession);
        Post<RaiseHandRequest>(document, "/hand", Right.RaiseHand);
        Post<LowerHandRequest>(document, "/hand/lower", Right.RaiseHand);
        Post<GiveFloorRequest>(document, "/floor", Right.RunSession);
        Post<EndFloorRequest>(document, "/floor/end", Right.RunSession);
        Post<SetScribeRequest>(document, "/scribe", Right.RunSession);
        Post<SetStancesRequest>(document, "/stances", Right.RunSession);
        Post<TakeStanceRequest>(document, "/clauses/{clause}/stance", Right.TakeStance);
        Post<WithdrawStanceRequest>(document, "/clauses/{clause}/stance/withdraw", Right.TakeStance);
        Post<HideStanceReasonRequest>(document, "/clauses/{clause}/stance/hide", Right.HideAnnotation);
        Post<MarkReadRequest>(document, "/read", Right.WritePrivateNote);
        Post<SetWatchRequest>(document, "/watch", Right.WritePrivateNote);
    }

    private static RouteHandlerBuilder Post<T>(RouteGroupBuilder document, string path, Right right)
        where T : CommandRequest => document.Door(right).MapPost(path, RunAsync<T>).Accepts<T>("application/json").Produces<CommandOutcome>();

    private static async Task<IResult> RunAsync<T>(HttpContext context, CommandDispatcher commands)
        where T : CommandRequest
    {
        var request = await ReadAsync<T>(context);
        var outcome = await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
        if (request is not (AnnotateRequest or ReplyRequest))
            return Results.Ok(outcome);
        var address = $"/api/documents/{request.Document}/annotations/{outcome.Id}";
        return outcome.State is null ? Results.Created(address, outcome) : Results.Accepted(address, outcome);
    }

    private static async Task<CommandOutcome> EditAsync(HttpContext context, CommandDispatcher commands, DocumentFeeds feeds, IGrainFactory grains)
    {
        var request = await ReadAsync<EditRequest>(context);
        await MatchAsync(context, request, feeds, grains);
        return await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
    }

    private static async Task<CommandOutcome> DeleteAsync(HttpContext context, string document, string annotation, CommandDispatcher commands, DocumentFeeds feeds, IGrainFactory grains)
    {
        var request = new DeleteRequest { Document = document, Annotation = annotation, CommandId = CommandRequest.IdOf(context.Request) ?? throw CommandRequest.NoId };
        await MatchAsync(context, request, feeds, grains);
        return await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
    }

    private static async Task<CommandOutcome> UnpinAsync(HttpContext context, string document, string annotation, CommandDispatcher commands) =>
        await commands.DispatchAsync(context.DemandCaller(), await UnpinBody.ReadAsync(context, document, annotation), context.RequestAborted);

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : CommandRequest
    {
        var route = context.Request.RouteValues;
        return CommandJson.ReadHttp<T>((await ApiJson.ReadBytesAsync(context.Request)).Span, (string)route["document"]!, (string?)route["annotation"], (string?)route["clause"]);
    }

    /// <summary>Refuses where If-Match names another version; unless the command was done before, and is asked for its answer again.</summary>
    private static async Task MatchAsync(HttpContext context, AnnotationRequest request, DocumentFeeds feeds, IGrainFactory grains)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0 || !AnnotationId.IsWellFormed(request.Annotation))
            return;
        if (!(request.IsPrivate ? await MatchesPrivateAsync() : await MatchesSharedAsync()))
            throw new RefusalException("precondition-failed", "The note has changed since you read it. Read it again and look what is new.");

        async Task<bool> MatchesSharedAsync()
        {
            var feed = await feeds.DemandAsync(request.Document, context.RequestAborted);
            if (Matches(feed.State.Find(request.Annotation)))
                return true;
            // Another node may have shown a newer version than this one has.
            await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience, context.RequestAborted);
            return Matches(feed.State.Find(request.Annotation))
                || await grains.GetGrain<IDocumentGrain>(request.Document).FindCommandAsync(request.ToCommand(context.Seat().Member, CommandJson.Digest(request))) is not null;
        }

        async Task<bool> MatchesPrivateAsync()
        {
            var notebook = grains.GetGrain<INotebookGrain>($"{request.Document}/{context.Seat().Member}");
            return Matches((await notebook.OpenAsync()).Notes.Find(request.Annotation))
                || (await notebook.ReadAsync(0, int.MaxValue)).Any(e => e.Command == request.CommandId);
        }

        bool Matches(Annotation? annotation) => annotation is null || Conditions.Matches(header, Conditions.ETag(annotation));
    }
}
