using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Collab.Cluster.Tests.Running;

/// <summary>What snapshots and exports both say of a document, as text that can be compared.</summary>
internal static class View
{
    public static string OfSnapshot(JsonObject snapshot) => Of(snapshot, (long)snapshot["seq"]!, (string)snapshot["hash"]!, note => (string)note["creator"]!["id"]!);

    public static string OfExport(JsonObject export) => Of(export, (long)export["head"]!["seq"]!, (string)export["head"]!["hash"]!, note => (string)note["creator"]!);

    private static string Of(JsonObject document, long seq, string hash, Func<JsonObject, string> creator)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"head {seq} {hash}\n");
        foreach (var note in document["annotations"]!.AsArray().Select(note => note!.AsObject()).OrderBy(note => (long)note["number"]!))
        {
            text.Append(CultureInfo.InvariantCulture, $"{note["number"]} {note["id"]} at {note["seq"]} by {creator(note)} version {note["version"]} {note["state"]} {note["motivation"]} ");
            text.Append(CultureInfo.InvariantCulture, $"clause {note["clause"]} replyTo {note["replyTo"]} thread {note["thread"]} resolved {note["resolved"]} ");
            text.Append(CultureInfo.InvariantCulture, $"reactions {note["reactions"]!.ToJsonString()} body {note["body"]?["text"]} tags {note["tags"]?.ToJsonString()}\n");
        }

        foreach (var member in document["members"]!.AsArray().OrderBy(member => (string)member!["id"]!, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{member!["id"]} {member["name"]} {member["role"]} {member["removed"]}\n");
        return text.ToString();
    }
}
