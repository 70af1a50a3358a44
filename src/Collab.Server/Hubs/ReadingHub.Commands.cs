using System.Text.Json;
using Collab.Domain.Commands;
using Collab.Server.Commands;

namespace Collab.Server.Hubs;

/// <summary>Every command: one argument, read as strictly as a request's body, so that what is wrong with it is said.</summary>
public sealed partial class ReadingHub
{
    public Task<CommandOutcome> Annotate(JsonElement request) => DispatchAsync<AnnotateRequest>(request);

    public Task<CommandOutcome> Reply(JsonElement request) => DispatchAsync<ReplyRequest>(request);

    public Task<CommandOutcome> Edit(JsonElement request) => DispatchAsync<EditRequest>(request);

    public Task<CommandOutcome> Delete(JsonElement request) => DispatchAsync<DeleteRequest>(request);

    public Task<CommandOutcome> Pin(JsonElement request) => DispatchAsync<PinRequest>(request);

    public Task<CommandOutcome> Unpin(JsonElement request) => DispatchAsync<UnpinRequest>(request);

    public Task<CommandOutcome> Hide(JsonElement request) => DispatchAsync<HideRequest>(request);

    public Task<CommandOutcome> Unhide(JsonElement request) => DispatchAsync<UnhideRequest>(request);

    public Task<CommandOutcome> Resolve(JsonElement request) => DispatchAsync<ResolveRequest>(request);

    public Task<CommandOutcome> Reopen(JsonElement request) => DispatchAsync<ReopenRequest>(request);

    public Task<CommandOutcome> React(JsonElement request) => DispatchAsync<ReactRequest>(request);

    public Task<CommandOutcome> Lock(JsonElement request) => DispatchAsync<LockRequest>(request);

    public Task<CommandOutcome> Unlock(JsonElement request) => DispatchAsync<UnlockRequest>(request);

    public Task<CommandOutcome> Close(JsonElement request) => DispatchAsync<CloseRequest>(request);

    public Task<CommandOutcome> ReopenDocument(JsonElement request) => DispatchAsync<ReopenDocumentRequest>(request);

    public Task<CommandOutcome> Lead(JsonElement request) => DispatchAsync<LeadRequest>(request);

    private async Task<CommandOutcome> DispatchAsync<T>(JsonElement request)
        where T : CommandRequest
    {
        var command = CommandJson.ReadHub<T>(request);
        var outcome = await commands.DispatchAsync(Me, command, Context.ConnectionAborted);
        Enter(await feeds.DemandAsync(command.Document, Context.ConnectionAborted));
        return outcome;
    }
}
