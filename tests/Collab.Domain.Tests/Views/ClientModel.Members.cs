using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>What an event about a member changes in many notes at once.</summary>
public sealed partial class ClientModel
{
    private void HideAll(JsonObject data, JsonObject e)
    {
        var member = (string)data["member"]!;
        foreach (var note in Annotations.Cast<JsonObject>().Where(note => (string)note["creator"]!["id"]! == member && ((string)note["state"]! == "shown" || note["early"] is not null)))
        {
            if (!State["readsHidden"]!.GetValue<bool>() && member != (string?)State["self"])
                Withhold(note, "hidden");
            note["state"] = "hidden";
            note.Remove("early");
            Reason(note, data, e);
        }
    }

    private void Erase(string member)
    {
        foreach (var note in Annotations.Cast<JsonObject>())
        {
            // Why a note is hidden that nothing has hidden yet was said later.
            foreach (var reason in new[] { "reason", "threadReason" }.Where(reason => (string?)note[reason + "By"] == member && (reason != "reason" || note["early"] is null)))
            {
                note.Remove(reason);
                note.Remove(reason + "By");
            }

            if ((string)note["creator"]!["id"]! != member)
                continue;
            Withhold(note, (string)note["state"]! == "deleted" ? "deleted" : "erased");
            foreach (var target in note["targets"]!.AsArray().Cast<JsonObject>())
                target.Remove("quote");
        }

        foreach (var stance in Taken.Cast<JsonObject>().Where(stance => stance["by"] is null || (string)stance["by"]! == member))
            stance.Remove("reason");
        var name = new JsonObject { ["member"] = member, ["name"] = "Name erased" };
        if (Member(name) is not { } known)
            return;
        known["name"] = (string)name["name"]!;
        Rename(name);
    }

    private void Rename(JsonObject data)
    {
        var people = Annotations.Select(a => a!["creator"]!).Concat(Pins.Select(p => p!["by"]!)).Concat(State["led"] is { } led ? [led["by"]!] : []);
        foreach (var person in people.Where(p => (string)p["id"]! == (string)data["member"]!))
            person["name"] = (string)data["name"]!;
    }
}
