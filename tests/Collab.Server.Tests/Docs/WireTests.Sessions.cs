using System.Text.Json;
using Collab.Testing;

namespace Collab.Server.Tests.Docs;

/// <summary>A led session, by both doors.</summary>
public sealed partial class WireTests
{
    private static async Task SessionAsync(WireStory story, Participant owner, string document, string point)
    {
        await story.CallAsync(owner, $"POST {Doc}/rehearsal", [document]);
        await story.CallAsync(owner, $"POST {Doc}/rehearsal/act", [document]);
        await story.CallAsync(owner, $"POST {Doc}/session/open", [document], new { commandId = Guid.NewGuid(), title = "The first hour", carryOver = true, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/agenda", [document], new { commandId = Guid.NewGuid(), items = new object[] { new { clause = point, seconds = 300 } }, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/scribe", [document], new { commandId = Guid.NewGuid(), member = owner.Member, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/annotations", [document], new { commandId = Guid.NewGuid(), targets = new object[] { new { clause = point }, new { clause = point, edition = "de" } }, body = new { text = "Wait." }, said = new { member = owner.Member }, stance = "agree", @override = true });
        await story.CallAsync(owner, $"POST {Doc}/timer", [document], new { commandId = Guid.NewGuid(), clause = point, seconds = 300, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/timer/end", [document], new { commandId = Guid.NewGuid(), asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/hand", [document], new { commandId = Guid.NewGuid(), clause = point });
        await story.CallAsync(owner, $"POST {Doc}/hand/lower", [document], new { commandId = Guid.NewGuid(), member = owner.Member });
        await story.CallAsync(owner, $"POST {Doc}/hand", [document], new { commandId = Guid.NewGuid(), clause = point });
        await story.CallAsync(owner, $"POST {Doc}/floor", [document], new { commandId = Guid.NewGuid(), member = owner.Member, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/floor/end", [document], new { commandId = Guid.NewGuid(), asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/session/close", [document], new { commandId = Guid.NewGuid(), asOf = Newest });
    }

    /// <summary>What is under way at its end stays so for the snapshot.</summary>
    private static async Task SessionAsync(Func<string, object, Task<JsonElement>> invoke, string document, string point, string member)
    {
        await invoke("OpenSession", new { document, commandId = Guid.NewGuid(), title = "The second hour", carryOver = true, asOf = Newest });
        await invoke("CloseSession", new { document, commandId = Guid.NewGuid(), asOf = Newest });
        await invoke("OpenSession", new { document, commandId = Guid.NewGuid() });
        await invoke("SetAgenda", new { document, commandId = Guid.NewGuid(), items = new object[] { new { clause = point, seconds = 60 } }, asOf = Newest });
        await invoke("SetScribe", new { document, commandId = Guid.NewGuid(), asOf = Newest });
        await invoke("SetScribe", new { document, commandId = Guid.NewGuid(), member });
        var said = (await invoke("Annotate", new { document, commandId = Guid.NewGuid(), targets = new object[] { new { clause = point } }, body = new { text = "Wait." }, said = new { speaker = "Kofi Mensah" }, stance = "yes", @override = true })).GetProperty("id").GetString()!;
        await invoke("Hide", new { document, annotation = said, commandId = Guid.NewGuid() });
        await invoke("Unhide", new { document, annotation = said, commandId = Guid.NewGuid() });
        await invoke("SetTimer", new { document, commandId = Guid.NewGuid(), seconds = 60, asOf = Newest });
        await invoke("EndTimer", new { document, commandId = Guid.NewGuid(), asOf = Newest });
        await invoke("SetTimer", new { document, commandId = Guid.NewGuid(), clause = point, seconds = 60 });
        await invoke("RaiseHand", new { document, commandId = Guid.NewGuid(), clause = point });
        await invoke("GiveFloor", new { document, commandId = Guid.NewGuid(), member, asOf = Newest });
        await invoke("EndFloor", new { document, commandId = Guid.NewGuid(), asOf = Newest });
        await invoke("RaiseHand", new { document, commandId = Guid.NewGuid(), clause = point });
        await invoke("LowerHand", new { document, commandId = Guid.NewGuid(), member });
        await invoke("RaiseHand", new { document, commandId = Guid.NewGuid(), clause = point });
        await invoke("GiveFloor", new { document, commandId = Guid.NewGuid(), member });
        await invoke("RaiseHand", new { document, commandId = Guid.NewGuid(), clause = point });
    }
}
