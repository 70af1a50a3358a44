using Collab.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Server.Hubs;

/// <summary>Who calls the hub.</summary>
internal static class HubCallers
{
    /// <summary>The caller that the connection was opened for; null for anonymous. It is the same for as long as the connection is: to read it from claims at each call, three times, costs more than the policy.</summary>
    public static Caller? Caller(this HubCallerContext context) =>
        context.GetHttpContext()?.Features.Get<Connection>()?.Caller ?? Security.Caller.Of(context.User);
}
