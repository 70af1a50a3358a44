using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

internal static class HubClientExtensions
{
    /// <summary>Done when the connection is closed, by whichever side.</summary>
    public static Task ClosedAsync(this HubConnection connection)
    {
        var closed = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        return closed.Task;
    }
}
