using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>A led session: its order and time, who wants to speak and who does.</summary>
public sealed partial class ClientModel
{
    private JsonArray Hands => (JsonArray)State["hands"]!;

    private void Proceed(JsonObject e, JsonObject data)
    {
        var actor = (string?)e["actor"]?["id"];
        switch ((string)e["kind"]!)
        {
            case "SessionOpened":
                var session = new JsonObject { ["id"] = (string)data["session"]!, ["by"] = actor, ["opened"] = (string)e["at"]!, ["seq"] = (long)e["seq"]! };
                Copy(data, session, "title");
                ((JsonArray)State["sessions"]!).Add((JsonNode)session);
                break;
            case "SessionClosed":
                var closed = (JsonObject)((JsonArray)State["sessions"]!).First(held => (string)held!["id"]! == (string)data["session"]!)!;
                closed["closed"] = (string)e["at"]!;
                Copy(data, closed, "attended");
                State.Remove("timer");
                State.Remove("floor");
                Hands.Clear();
                break;
            case "AgendaSet":
                State["agenda"] = data["items"]!.DeepClone();
                break;
            case "TimerSet":
                Come(e);
                var timer = new JsonObject { ["seq"] = (long)e["seq"]! };
                Copy(e, timer, "clause");
                Copy(data, timer, "endsAt", "seconds");
                State["timer"] = timer;
                break;
            case "TimerEnded":
                State.Remove("timer");
                break;
            case "ScribeSet":
                State.Remove("scribe");
                if (data["member"] is { } scribe)
                    State["scribe"] = (string)scribe!;
                break;
            case "HandRaised":
                Lower(actor!);
                Hands.Add((JsonNode)new JsonObject { ["member"] = actor, ["clause"] = (string)e["clause"]!, ["at"] = (string)e["at"]!, ["seq"] = (long)e["seq"]! });
                break;
            case "HandLowered":
                Lower((string)data["member"]!);
                break;
            case "FloorGiven":
                Lower((string)data["member"]!);
                State["floor"] = new JsonObject { ["member"] = (string)data["member"]!, ["clause"] = (string)e["clause"]!, ["by"] = actor, ["at"] = (string)e["at"]!, ["seq"] = (long)e["seq"]! };
                break;
            case "FloorEnded":
                State.Remove("floor");
                break;
        }
    }

    private void Come(JsonObject e)
    {
        if ((string?)e["clause"] is not { } clause || State["sessions"] is not JsonArray { Count: > 0 } sessions || sessions[^1] is not JsonObject open || open.ContainsKey("closed"))
            return;
        if (open["reached"] is not JsonArray reached)
            open["reached"] = reached = [];
        if (!reached.Any(known => (string)known! == clause))
            reached.Add((JsonNode)clause);
    }

    private void Lower(string member) => Hands.Remove(Hands.FirstOrDefault(hand => (string)hand!["member"]! == member));
}
