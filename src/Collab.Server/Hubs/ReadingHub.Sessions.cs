using System.Text.Json;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Server.Commands;
using Collab.Server.Security;

namespace Collab.Server.Hubs;

/// <summary>The commands of a led session.</summary>
public sealed partial class ReadingHub
{
    [Under(Right.RunSession)]
    public Task<CommandOutcome> SetScribe(JsonElement request) => DispatchAsync<SetScribeRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> OpenSession(JsonElement request) => DispatchAsync<OpenSessionRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> CloseSession(JsonElement request) => DispatchAsync<CloseSessionRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> SetAgenda(JsonElement request) => DispatchAsync<SetAgendaRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> SetTimer(JsonElement request) => DispatchAsync<SetTimerRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> EndTimer(JsonElement request) => DispatchAsync<EndTimerRequest>(request);

    [Under(Right.RaiseHand)]
    public Task<CommandOutcome> RaiseHand(JsonElement request) => DispatchAsync<RaiseHandRequest>(request);

    [Under(Right.RaiseHand)]
    public Task<CommandOutcome> LowerHand(JsonElement request) => DispatchAsync<LowerHandRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> GiveFloor(JsonElement request) => DispatchAsync<GiveFloorRequest>(request);

    [Under(Right.RunSession)]
    public Task<CommandOutcome> EndFloor(JsonElement request) => DispatchAsync<EndFloorRequest>(request);
}
