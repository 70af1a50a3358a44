using System.Text.Json;
using Collab.Testing;

namespace Collab.Server.Tests.Docs;

/// <summary>What notes are to each other, and threads that are merged, by both doors.</summary>
public sealed partial class WireTests
{
    private static async Task RelationsAsync(WireStory story, Participant owner, string document, string note, string reply)
    {
        await story.CallAsync(owner, $"POST {Note}/relate", [document, note], new { commandId = Guid.NewGuid(), relation = "contradicts", to = reply });
        await story.CallAsync(owner, $"POST {Note}/unrelate", [document, note], new { commandId = Guid.NewGuid(), relation = "contradicts", to = reply });
        var other = (string)(await story.CallAsync(owner, $"POST {Doc}/annotations", [document], new { commandId = Guid.NewGuid(), body = new { text = "The same." } }))["id"]!;
        await story.CallAsync(owner, $"POST {Note}/merge", [document, other], new { commandId = Guid.NewGuid(), into = note, asOf = Newest });
        await story.CallAsync(owner, $"POST {Note}/unmerge", [document, other], new { commandId = Guid.NewGuid(), asOf = Newest });
    }

    /// <summary>A relation and a merged thread stay for the snapshot.</summary>
    private static async Task RelationsAsync(Func<string, object, Task<JsonElement>> invoke, string document, string point)
    {
        var (one, other) = (await WriteAsync("The one."), await WriteAsync("The other."));
        await invoke("Relate", new { document, annotation = one, commandId = Guid.NewGuid(), relation = "answers", to = other });
        await invoke("Hide", new { document, annotation = other, commandId = Guid.NewGuid() });
        await invoke("Unhide", new { document, annotation = other, commandId = Guid.NewGuid() });
        await invoke("Relate", new { document, annotation = other, commandId = Guid.NewGuid(), relation = "supports", to = one });
        await invoke("Unrelate", new { document, annotation = other, commandId = Guid.NewGuid(), relation = "supports", to = one });
        await invoke("Merge", new { document, annotation = other, commandId = Guid.NewGuid(), into = one, asOf = Newest });
        await invoke("Unmerge", new { document, annotation = other, commandId = Guid.NewGuid(), asOf = Newest });
        await invoke("Merge", new { document, annotation = other, commandId = Guid.NewGuid(), into = one });

        async Task<string> WriteAsync(string text) =>
            (await invoke("Annotate", new { document, commandId = Guid.NewGuid(), targets = new object[] { new { clause = point } }, body = new { text, format = "markdown" } })).GetProperty("id").GetString()!;
    }
}
