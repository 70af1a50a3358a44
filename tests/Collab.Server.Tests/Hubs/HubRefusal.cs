using Collab.Domain;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Server.Tests.Hubs;

/// <summary>What a hub call was refused with.</summary>
internal static class HubRefusal
{
    /// <summary>The code by which the call is refused.</summary>
    public static async Task<string> CodeAsync(Task call)
    {
        var refusal = await Assert.ThrowsAsync<HubException>(() => call);
        var code = refusal.Message.Split(": ")[0];
        Assert.True(RefusalCodes.Status.ContainsKey(code), $"No code in: {refusal.Message}");
        return code;
    }

    public static Task<string> CodeAsync<T>(IAsyncEnumerable<T> stream) => CodeAsync(DrainAsync(stream));

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var _ in stream)
        {
        }
    }
}
