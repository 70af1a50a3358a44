using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>What is said in a note and about it.</summary>
public sealed partial class ClientModel
{
    private static void Words(JsonObject note, JsonObject data)
    {
        if (data["withheld"] is { } state)
        {
            // Why is said by the event that hid it, which comes yet.
            if ((string)note["state"]! == "shown")
            {
                if ((string)state! == "hidden")
                    note["early"] = true;
                note.Remove("reason");
                note.Remove("reasonBy");
            }

            Withhold(note, (string)state!);
        }
        else
            Copy(data, note, "body", "tags", "said");
    }

    private static void ThreadReason(JsonObject note, JsonObject data, JsonObject e) => Say(note, "threadReason", data, e);

    private static void Reason(JsonObject note, JsonObject data, JsonObject e) => Say(note, "reason", data, e);

    private static void Say(JsonObject note, string reason, JsonObject data, JsonObject e)
    {
        note.Remove(reason);
        note.Remove(reason + "By");
        if (data["reason"] is not { } why)
            return;
        note[reason] = (string)why!;
        note[reason + "By"] = (string)Author(e)["id"]!;
    }

    private static void Withhold(JsonObject note, string state)
    {
        note["state"] = state;
        note.Remove("body");
        note.Remove("said");
        note.Remove("tags");
        if (state == "hidden")
            return;
        note.Remove("early");
        note.Remove("reason");
        note.Remove("reasonBy");
    }

    private static void React(JsonObject note, string emoji, string member, bool on)
    {
        var reactions = (JsonArray)note["reactions"]!;
        var reaction = reactions.FirstOrDefault(r => (string)r!["emoji"]! == emoji);
        if (reaction is null)
        {
            if (on)
                reactions.Add(new JsonObject { ["emoji"] = emoji, ["members"] = new JsonArray(member) });
            return;
        }

        var members = (JsonArray)reaction["members"]!;
        members.Remove(members.FirstOrDefault(m => (string)m! == member));
        if (on)
            members.Add(member);
        if (members.Count == 0)
            reactions.Remove(reaction);
    }
}
