using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>What became of a note that was written while something was wrong with the storage.</summary>
/// <param name="Code">That of the refusal; null where it was written.</param>
/// <param name="RetryAfter">When it is to be tried again, as the refusal says.</param>
internal sealed record Attempt(HttpStatusCode Status, string? Code, TimeSpan? RetryAfter, TimeSpan Took)
{
    /// <summary>A refusal for now says that it may be tried again so soon at the latest.</summary>
    public static readonly TimeSpan LatestRetry = TimeSpan.FromSeconds(3);

    public bool Succeeded => Code is null;

    public static async Task<Attempt> WriteAsync(Room room, string text = "While the storage is away.")
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), text));
        var took = Stopwatch.GetElapsedTime(began);
        var code = answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        return new(answer.StatusCode, code, answer.Headers.RetryAfter?.Delta, took);
    }

    /// <summary>Writes until it is refused as the guarantees have it: the first may still have found the storage.</summary>
    /// <param name="code">The refusal that must come in the end; null for any that is right.</param>
    public static async Task<Attempt> RefusedAsync(Room room, string text = "While the storage is away.", string? code = null)
    {
        Attempt last = null!;
        await Patience.UntilAsync(
            async () =>
            {
                last = await WriteAsync(room, text);
                if (last.Succeeded)
                    return false;
                Assert.Contains(last.Code, new[] { "storage-full", "unavailable", "outcome-unknown" });
                Assert.Equal(last.Code == "storage-full" ? HttpStatusCode.InsufficientStorage : HttpStatusCode.ServiceUnavailable, last.Status);
                if (last.Code != "storage-full")
                    AssertSoon(last.RetryAfter);
                return code is null || last.Code == code;
            },
            $"a write is refused{(code is null ? "" : $" as {code}")}");
        return last;
    }

    /// <summary>Retry-After is there, in seconds, and not too long.</summary>
    public static void AssertSoon(TimeSpan? retryAfter) => Assert.InRange(Assert.NotNull(retryAfter), TimeSpan.FromSeconds(1), LatestRetry);
}
