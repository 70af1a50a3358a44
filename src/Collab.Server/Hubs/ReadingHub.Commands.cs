using System.Text.Json;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Server.Commands;
using Collab.Server.Security;

namespace Collab.Server.Hubs;

/// <summary>Every command: one argument, read as strictly as a request's body, so that what is wrong with it is said.</summary>
public sealed partial class ReadingHub
{
    [Under(Right.Annotate)]
    public Task<CommandOutcome> Annotate(JsonElement request) => DispatchAsync<AnnotateRequest>(request);

    [Under(Right.Reply)]
    public Task<CommandOutcome> Reply(JsonElement request) => DispatchAsync<ReplyRequest>(request);

    [Under(Right.EditAnnotation)]
    public Task<CommandOutcome> Edit(JsonElement request) => DispatchAsync<EditRequest>(request);

    [Under(Right.DeleteAnnotation)]
    public Task<CommandOutcome> Delete(JsonElement request) => DispatchAsync<DeleteRequest>(request);

    [Under(Right.Pin)]
    public Task<CommandOutcome> Pin(JsonElement request) => DispatchAsync<PinRequest>(request);

    [Under(Right.Pin)]
    public Task<CommandOutcome> Unpin(JsonElement request) => DispatchAsync<UnpinRequest>(request);

    [Under(Right.HideAnnotation)]
    public Task<CommandOutcome> Hide(JsonElement request) => DispatchAsync<HideRequest>(request);

    [Under(Right.HideAnnotation)]
    public Task<CommandOutcome> Unhide(JsonElement request) => DispatchAsync<UnhideRequest>(request);

    [Under(Right.Resolve)]
    public Task<CommandOutcome> Resolve(JsonElement request) => DispatchAsync<ResolveRequest>(request);

    [Under(Right.Resolve)]
    public Task<CommandOutcome> Reopen(JsonElement request) => DispatchAsync<ReopenRequest>(request);

    [Under(Right.Relate)]
    public Task<CommandOutcome> Relate(JsonElement request) => DispatchAsync<RelateRequest>(request);

    [Under(Right.RemoveRelation)]
    public Task<CommandOutcome> Unrelate(JsonElement request) => DispatchAsync<UnrelateRequest>(request);

    [Under(Right.MergeThreads)]
    public Task<CommandOutcome> Merge(JsonElement request) => DispatchAsync<MergeRequest>(request);

    [Under(Right.MergeThreads)]
    public Task<CommandOutcome> Unmerge(JsonElement request) => DispatchAsync<UnmergeRequest>(request);

    [Under(Right.React)]
    public Task<CommandOutcome> React(JsonElement request) => DispatchAsync<ReactRequest>(request);

    [Under(Right.Lock)]
    public Task<CommandOutcome> Lock(JsonElement request) => DispatchAsync<LockRequest>(request);

    [Under(Right.Lock)]
    public Task<CommandOutcome> Unlock(JsonElement request) => DispatchAsync<UnlockRequest>(request);

    [Under(Right.CloseDocument)]
    public Task<CommandOutcome> Close(JsonElement request) => DispatchAsync<CloseRequest>(request);

    [Under(Right.CloseDocument)]
    public Task<CommandOutcome> ReopenDocument(JsonElement request) => DispatchAsync<ReopenDocumentRequest>(request);

    [Under(Right.CloseDocument)]
    public Task<CommandOutcome> SlowMode(JsonElement request) => DispatchAsync<SlowModeRequest>(request);

    [Under(Right.Approve)]
    public Task<CommandOutcome> Approval(JsonElement request) => DispatchAsync<ApprovalRequest>(request);

    [Under(Right.Approve)]
    public Task<CommandOutcome> Approve(JsonElement request) => DispatchAsync<ApproveRequest>(request);

    [Under(Right.Approve)]
    public Task<CommandOutcome> Reject(JsonElement request) => DispatchAsync<RejectRequest>(request);

    [Under(Right.Flag)]
    public Task<CommandOutcome> Flag(JsonElement request) => DispatchAsync<FlagRequest>(request);

    [Under(Right.SeeQueue)]
    public Task<CommandOutcome> Dismiss(JsonElement request) => DispatchAsync<DismissRequest>(request);

    [Under(Right.RevealRound)]
    public Task<CommandOutcome> OpenRound(JsonElement request) => DispatchAsync<OpenRoundRequest>(request);

    [Under(Right.RevealRound)]
    public Task<CommandOutcome> RevealRound(JsonElement request) => DispatchAsync<RevealRoundRequest>(request);

    [Under(Right.RevealRound)]
    public Task<CommandOutcome> CancelRound(JsonElement request) => DispatchAsync<CancelRoundRequest>(request);

    [Under(Right.Lead)]
    public Task<CommandOutcome> Lead(JsonElement request) => DispatchAsync<LeadRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> SetStances(JsonElement request) => DispatchAsync<SetStancesRequest>(request);

    [Under(Right.TakeStance)]
    public Task<CommandOutcome> TakeStance(JsonElement request) => DispatchAsync<TakeStanceRequest>(request);

    [Under(Right.HideAnnotation)]
    public Task<CommandOutcome> HideStanceReason(JsonElement request) => DispatchAsync<HideStanceReasonRequest>(request);

    [Under(Right.TakeStance)]
    public Task<CommandOutcome> WithdrawStance(JsonElement request) => DispatchAsync<WithdrawStanceRequest>(request);

    private async Task<CommandOutcome> DispatchAsync<T>(JsonElement request)
        where T : CommandRequest
    {
        var command = CommandJson.ReadHub<T>(request);
        // Before, so that nothing can fail when it is done.
        var feed = await feeds.DemandAsync(command.Document, Context.ConnectionAborted);
        var outcome = await commands.DispatchAsync(Me, command, Context.ConnectionAborted);
        Enter(feed);
        return outcome;
    }
}
