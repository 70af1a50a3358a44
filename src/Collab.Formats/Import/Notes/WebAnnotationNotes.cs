using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Domain.Relations;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Import.Notes;

/// <summary>
/// Reads Web Annotations as JSON-LD, in the compact form of the standard's context: a collection, a page, a list, or one annotation. What Collab's
/// own export says beyond the standard is read too.
/// </summary>
internal sealed class WebAnnotationNotes
{
    private readonly NotesBuilder builder = new(NotesFormat.JsonLd);
    private readonly WebAnnotationPeople people;
    private readonly HashSet<string> ids;
    private readonly WebAnnotationTargets targets;

    private WebAnnotationNotes(JsonElement root, IReadOnlyList<JsonElement> items)
    {
        people = new WebAnnotationPeople(builder, root, items);
        ids = [.. items.Select(item => item.Text("id")).OfType<string>()];
        targets = new WebAnnotationTargets(root, items, ids);
    }

    public static NotesFile Read(JsonElement root)
    {
        List<JsonElement> items = [.. Items(root, 0).Where(item => item.ValueKind == JsonValueKind.Object)];
        if (items.Count == 0)
            throw new RefusalException("not-taken", "The file holds no annotations, only the addresses where they are, if any. Fetch the pages and send them.");
        return new WebAnnotationNotes(root, items).ReadAll(root, items);
    }

    private static IEnumerable<JsonElement> Items(JsonElement root, int depth)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return root.EnumerateArray();
        if (root.Get("items") is { } items)
            return items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [items];
        if (root.Get("first") is { ValueKind: JsonValueKind.Object } first && depth == 0)
            return Items(first, depth + 1);
        return root.List("type").Any(type => type.Text() == "Annotation") || root.Get("target") is not null ? [root] : [];
    }

    private NotesFile ReadAll(JsonElement root, IReadOnlyList<JsonElement> items)
    {
        var linking = items.Where(item => item.Text("collab:relation") is not null).ToList();
        foreach (var item in items.Where(item => item.Text("collab:relation") is null))
            builder.Add(item.Text("id"), targets.ParentOf(item), Note(item), item.Get("collab:mergedInto")?.Text("id"));
        builder.LeftOut("stances", root.List("collab:stances").Count());
        builder.LeftOut("agenda", root.List("collab:agenda").Count());
        builder.LeftOut("sessions", root.List("collab:sessions").Count());
        builder.LeftOut("editions", root.List("collab:editions").Count());
        builder.LeftOut("pages", (root.Get("first") ?? root).Get("next") is null ? 0 : 1);
        return builder.Build(file => file with
        {
            Pins = [.. items.SelectMany(item => item.List("collab:pinned").Select(pin => (Pin: Pin(item, pin), Clause: pin.Get("collab:to")?.Text("id"), Order: pin.Number("collab:order") ?? 0)))
                .Where(found => found.Pin is not null).OrderBy(found => found.Clause, StringComparer.Ordinal).ThenBy(found => found.Order).Select(found => found.Pin!)],
            Relations = [.. linking.Select(Relation).OfType<ImportedRelation>()],
        });
    }

    private FileNote Note(JsonElement item)
    {
        var isReply = targets.ParentOf(item) is not null;
        var bodies = WebAnnotationBodies.Of(item);
        var motivation = isReply ? Motivations.Replying : item.Texts("motivation").FirstOrDefault(Motivations.All.Contains) ?? (bodies.Text is null ? "highlighting" : Motivations.Commenting);
        var state = CollabNotes.StateOf(item.Text("collab:state"));
        var modified = item.Time("modified");
        return new FileNote(
            new ImportedNote
            {
                Author = people.Creator(item),
                Source = item.Text("collab:id") is { } own ? SourceName.Of(NotesFormat.Collab, own) : null,
                Created = item.Time("created"),
                Modified = modified,
                Version = Math.Max(item.Number("collab:version") ?? (modified > item.Time("created") ? 2 : 1), 1),
                Motivation = motivation,
                Text = bodies.Text,
                Tags = bodies.Tags,
                SaidBy = item.Get("collab:saidBy") is { } said ? said.Text() ?? people.NameOf(said.Text("id")) : null,
                Stance = item.Text("collab:stance"),
                Foreign = ForeignOf(item, motivation),
                Reactions = [.. item.List("collab:reaction").Select(reaction => new ImportedReaction(reaction.Text("collab:emoji") ?? "", [.. reaction.List("collab:by").Select(by => people.Author(by.Text("id")))]))],
                State = state,
                Reason = item.Text("collab:reason"),
                Resolved = item.Flag("collab:resolved"),
            },
            isReply ? [] : targets.PassagesOf(item));
    }

    private static Foreign? ForeignOf(JsonElement item, string motivation)
    {
        var id = item.Text("id");
        // Of Collab's own export everything of the document begins with its address.
        var document = item.Text("collab:id") is not null && id?.LastIndexOf("/notes/", StringComparison.Ordinal) is > 0 and var at ? id[..at] : null;
        var foreign = ForeignParts.Of(item, motivation, item.Get("target") is { } target && ForeignParts.IsPlainTarget(target, iri => document is not null && iri.StartsWith(document, StringComparison.Ordinal)), document is null && Uri.IsWellFormedUriString(id, UriKind.Absolute) ? id : null);
        return item.Get("collab:extra")?.Get("@value") is { } extra ? (foreign ?? new Foreign()) with { Extra = extra.GetRawText() } : foreign;
    }

    private FilePin? Pin(JsonElement item, JsonElement pin) => item.Text("id") is { } id && builder.Places.TryGetValue(id, out var note) && pin.Get("collab:to")?.Text("id") is { } clause
        ? new FilePin(note, targets.ClauseOf(clause, null), people.Author(pin.Get("collab:by")?.Text("id")), pin.Time("collab:at"),
            builder.Places.TryGetValue(pin.Get("collab:supersedes")?.Text("id") ?? "", out var old) ? old : null)
        : null;

    private ImportedRelation? Relation(JsonElement item) =>
        builder.Places.TryGetValue(item.Text("target") ?? "", out var from) && builder.Places.TryGetValue(item.Text("body") ?? "", out var to)
        && Enum.TryParse<RelationKind>(item.Text("collab:relation"), ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? new ImportedRelation(from, kind, to, people.Creator(item), item.Time("created"))
            : null;
}
