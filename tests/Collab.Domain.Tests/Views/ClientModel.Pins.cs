using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>The pins of each clause, in their order.</summary>
public sealed partial class ClientModel
{
    private JsonObject? Pin(JsonObject e, JsonObject data) =>
        Pins.FirstOrDefault(p => (string)p!["annotation"]! == (string)e["annotation"]! && (string)p["clause"]! == (string)data["clause"]!) as JsonObject;

    private void Place(JsonObject e, JsonObject data, JsonObject pin)
    {
        Pins.Remove(Pin(e, data));
        Copy(data, pin, "clause", "supersedes");
        var others = Pins.Where(p => (string)p!["clause"]! == (string)data["clause"]!).ToList();
        var order = Math.Clamp((int)data["order"]!, 0, others.Count);
        if (order == others.Count)
            Pins.Add((JsonNode)pin);
        else
            Pins.Insert(Pins.IndexOf(others[order]), pin);
    }
}
