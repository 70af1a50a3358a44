using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What a page has to show of the document to one of its members, by what its export or a snapshot says: the words of <see cref="Shown"/>.</summary>
internal static partial class Expected
{
    /// <param name="source">A whole export as JSON, or a snapshot.</param>
    /// <param name="readsHidden">Whether the member is a moderator: others read hidden words where they are their own.</param>
    public static string Of(JsonObject source, string member, bool readsHidden)
    {
        var notes = source["annotations"]!.AsArray().Select(note => note!.AsObject()).ToDictionary(note => (string)note["id"]!);
        var names = source["members"]!.AsArray().ToDictionary(one => (string)one!["id"]!, one => (string)one!["name"]!);
        var under = notes.Values.Where(note => Above(note) is not null).ToLookup(note => Above(note)!);
        var view = new StringBuilder();
        var count = notes.Values.Count(note => !IsGone(note));
        view.AppendLine($"{count} {(count == 1 ? "note" : "notes")}, {(string)(source["document"]?["state"] ?? source["state"])!}");
        List<JsonObject?> places = [null, .. source["clauses"]!.AsArray().Select(clause => clause!.AsObject())];
        foreach (var place in places)
        {
            var id = (string?)place?["id"];
            var roots = notes.Values.Where(note => Above(note) is null && IsAt(note, id) && !((string)note["state"]! == "deleted" && !under[(string)note["id"]!].Any())).ToList();
            var pins = source["pins"]!.AsArray().Where(pin => (string)pin!["clause"]! == id).OrderBy(pin => (int)pin!["order"]!).Select(pin => (string)pin!["annotation"]!).ToList();
            view.AppendLine($"== {(place is null ? "document" : ((string?)place["label"])?.TrimEnd('.') ?? (string)place["kind"]!)}: {Stances(source, id)}");
            foreach (var note in roots.OrderBy(note => pins.IndexOf((string)note["id"]!) is var at and >= 0 ? at : int.MaxValue).ThenBy(note => (int)note["number"]!))
                view.AppendLine(Line(note, pins.Contains((string)note["id"]!)));
        }

        return view.ToString();

        string Line(JsonObject note, bool pinned)
        {
            var state = (string)note["state"]!;
            var reads = state == "shown" || (state == "hidden" && (readsHidden || Id(note["creator"]) == member));
            var text = reads ? Mention().Replace((string?)note["body"]?["text"] ?? "", found => "@" + names[found.Groups[1].Value]) : "";
            var reactions = state == "shown" ? string.Join(' ', note["reactions"]!.AsArray().Where(one => one!["members"]!.AsArray().Count > 0).Select(one => $"{(string)one!["emoji"]!} {one["members"]!.AsArray().Count}")) : "";
            return string.Join(" | ", $"#{(int)note["number"]!}", names[Id(note["creator"])!], pinned ? "pinned" : "", state, (bool?)note["resolved"] == true ? "resolved" : "", $"{Replies((string)note["id"]!)} replies", reactions, Gone(note, state, reads), text);
        }

        string Gone(JsonObject note, string state, bool reads) => string.Join("; ", new[]
        {
            state == "deleted" ? "Removed by its author." : null,
            state == "hidden" ? $"Hidden by a moderator{((string?)note["reason"] is { } reason ? $": {reason}" : ".")}" : null,
            reads && note["said"] is { } said ? $"Said aloud by {(string?)said["speaker"] ?? names[(string)said["member"]!]}" : null,
        }.OfType<string>());

        int Replies(string root) => under[root].Sum(note => (IsGone(note) ? 0 : 1) + Replies((string)note["id"]!));
    }

    /// <summary>The numbers of what is pinned to a clause, in order.</summary>
    public static int[] Pinned(JsonObject source, string clause)
    {
        var notes = source["annotations"]!.AsArray().ToDictionary(note => (string)note!["id"]!, note => (int)note!["number"]!);
        return [.. source["pins"]!.AsArray().Where(pin => (string)pin!["clause"]! == clause).OrderBy(pin => (int)pin!["order"]!).Select(pin => notes[(string)pin!["annotation"]!])];
    }

    /// <summary>How many took which stance: "4 agree, 1 disagree".</summary>
    public static string Stances(JsonObject source, string? clause)
    {
        var taken = source["stances"]!["taken"]!.AsArray().Where(held => (string)held!["clause"]! == clause).Select(held => (string)held!["stance"]!).ToList();
        return string.Join(", ", source["stances"]!["scale"]!.AsArray().Select(word => (string)word!).Select(word => (Word: word, Held: taken.Count(held => held == word))).Where(one => one.Held > 0).Select(one => $"{one.Held} {one.Word}"));
    }

    /// <summary>A member stands as an id, or with the name.</summary>
    private static string? Id(JsonNode? member) => member is JsonObject whole ? (string?)whole["id"] : (string?)member;

    /// <summary>Under what a note stands; null for one that begins a thread of its own.</summary>
    private static string? Above(JsonObject note) => (string?)(note["thread"] ?? note["mergedInto"]);

    private static bool IsGone(JsonObject note) => (string)note["state"]! is "deleted" or "erased";

    private static bool IsAt(JsonObject note, string? clause) => note["targets"]!.AsArray() is { Count: > 0 } targets ? targets.Any(target => (string)target!["clause"]! == clause) : clause is null;

    [GeneratedRegex(@"@\{([0-9a-z]{26})\}")]
    private static partial Regex Mention();
}
