using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>What members hold of a point: what was changed last stands last.</summary>
public sealed partial class ClientModel
{
    private JsonArray Taken => (JsonArray)State["stances"]!["taken"]!;

    private void Stand(JsonObject e, JsonObject data)
    {
        Taken.Remove(Taken.FirstOrDefault(stance => (string)stance!["id"]! == (string)data["id"]!));
        if (data["stance"] is null)
            return;
        var held = new JsonObject { ["id"] = (string)data["id"]!, ["clause"] = (string)e["clause"]!, ["stance"] = (string)data["stance"]!, ["at"] = (string)e["at"]!, ["seq"] = (long)e["seq"]! };
        if (e["actor"] is { } actor)
            held["by"] = (string)actor["id"]!;
        Copy(data, held, "reason", "reasonHidden");
        Taken.Add((JsonNode)held);
    }
}
