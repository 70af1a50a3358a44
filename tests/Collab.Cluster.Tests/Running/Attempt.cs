using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>What became of a note that was written while something was wrong with the storage.</summary>
/// <param name="Code">That of the refusal; null where it was written.</param>
internal sealed record Attempt(HttpStatusCode Status, string? Code, bool RetryAfter, TimeSpan Took)
{
    public bool Succeeded => Code is null;

    public static async Task<Attempt> WriteAsync(Room room, string text = "While the storage is away.")
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), text));
        var took = Stopwatch.GetElapsedTime(began);
        var code = answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        return new(answer.StatusCode, code, answer.Headers.RetryAfter is not null, took);
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
                Assert.True(last.RetryAfter || last.Code == "storage-full", "Retry-After is missing.");
                return code is null || last.Code == code;
            },
            $"a write is refused{(code is null ? "" : $" as {code}")}");
        return last;
    }
}
