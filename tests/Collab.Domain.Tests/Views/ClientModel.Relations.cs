using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>What notes are to each other: told where both may be read.</summary>
public sealed partial class ClientModel
{
    private void Relate(JsonObject e, JsonObject data)
    {
        if (data["from"] is null)
            return;
        var said = (JsonObject)data.DeepClone();
        (said["by"], said["at"], said["seq"]) = ((string)Author(e)["id"]!, Dated(e), (long)e["seq"]!);
        Keep([.. Relations, said]);
    }

    private void Unrelate(JsonObject data) => Keep([.. Relations.Where(said => Of(said) != Of(data))]);

    private void Bring(JsonObject data) => Keep([.. Relations, .. (data["relations"] as JsonArray ?? []).Cast<JsonObject>()]);

    /// <summary>Where a note can be read no longer, what is between it and others goes.</summary>
    private void Prune() => Keep([.. Relations]);

    private IEnumerable<JsonObject> Relations => (State["relations"] as JsonArray ?? []).Cast<JsonObject>();

    private void Keep(IReadOnlyList<JsonObject> said)
    {
        State.Remove("relations");
        JsonNode[] told = [.. said.Where(one => Reads((string)one["from"]!) && Reads((string)one["to"]!)).DistinctBy(Of).OrderBy(one => (long)one["seq"]!).Select(one => one.DeepClone())];
        if (told.Length > 0)
            State["relations"] = new JsonArray(told);
    }

    private bool Reads(string note) => (string)_notes[note]["state"]! is var state && (state == "shown" || (state == "hidden" && State["readsHidden"]!.GetValue<bool>()));

    private static string Of(JsonObject said) => $"{said["from"]} {said["relation"]} {said["to"]}";
}
