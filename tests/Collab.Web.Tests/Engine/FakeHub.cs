using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Web.Tests.Engine;

#pragma warning disable CA1822 // Hub methods are instance methods, whether they use the instance or not.
internal sealed class FakeHub(FakeRoom room) : Hub
{
    public IAsyncEnumerable<JsonNode> Watch(string document, string after, CancellationToken stop) => room.FollowAsync(after, stop);

    public async IAsyncEnumerable<JsonNode> WatchNotebook(string document, string after, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        yield break;
    }

    public async IAsyncEnumerable<JsonElement> Presence(string document, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return JsonSerializer.SerializeToElement(new { full = true, people = new[] { new { id = "other", name = "Other", role = "annotator", clause = "c", here = true } } });
        await Task.Delay(Timeout.Infinite, stop);
    }

    public Task At(string document, string? clause, JsonElement? selection) => Task.CompletedTask;

    public Task Typing(string document, string clause, bool on) => Task.CompletedTask;

    public JsonNode Annotate(JsonObject body) => room.Annotate(body, "hub");
}
