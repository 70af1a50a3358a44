using Microsoft.AspNetCore.SignalR;

namespace Collab.Server.Tests.Hubs;

/// <summary>What a hub call was refused with.</summary>
internal static class HubRefusal
{
    /// <summary>The code by which the call is refused.</summary>
    public static async Task<string> CodeAsync(Task call)
    {
        var refusal = await Assert.ThrowsAsync<HubException>(() => call);
        const string Mark = "HubException: ";
        var at = refusal.Message.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(at >= 0, $"No code in: {refusal.Message}");
        return refusal.Message[(at + Mark.Length)..].Split(':')[0];
    }

    public static Task<string> CodeAsync<T>(IAsyncEnumerable<T> stream) => CodeAsync(DrainAsync(stream));

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var _ in stream)
        {
        }
    }
}
