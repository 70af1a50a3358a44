using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Domain.Reading;
using Collab.Domain.Relations;
using Collab.Formats.Export;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads what <see cref="JsonExporter"/> writes.</summary>
internal sealed class CollabNotes
{
    private readonly NotesBuilder builder = new(NotesFormat.Collab);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private int? revision;
    private readonly Dictionary<(string Edition, string Clause), (string? Label, string? Text)> clauses = [];

    public static NotesFile Read(JsonElement root)
    {
        if (root.Number("version") is not JsonExporter.Version)
            throw new RefusalException("not-taken", $"The file is of another version of Collab’s JSON than {JsonExporter.Version}, which is read here. Export it again from a Collab of this version.");
        return new CollabNotes().ReadAll(root);
    }

    private NotesFile ReadAll(JsonElement root)
    {
        revision = root.Get("document")?.Number("revision");
        foreach (var person in root.List("members").Concat(root.List("authors")))
        {
            if (person.Text("id") is { } id)
                names[id] = person.Text("name") ?? "";
        }

        ReadClauses("", root.List("clauses"), "id");
        foreach (var edition in root.List("editions"))
            ReadClauses(edition.Text("id") ?? "", edition.List("clauses"), "clause");
        foreach (var note in root.List("annotations"))
            builder.Add(note.Text("id"), note.Text("replyTo"), new FileNote(NoteOf(note), [.. note.List("targets").Select(Target)]), note.Text("mergedInto"));
        builder.LeftOut("stances", root.Get("stances") is { } stances ? stances.List("taken").Count() : 0);
        builder.LeftOut("agenda", root.List("agenda").Count());
        builder.LeftOut("sessions", root.List("sessions").Count());
        builder.LeftOut("editions", root.List("editions").Count());
        return builder.Build(file => file with
        {
            Pins = [.. root.List("pins").Select(Pin).OfType<FilePin>()],
            Relations = [.. root.List("relations").Select(Relation).OfType<ImportedRelation>()],
        });
    }

    private void ReadClauses(string edition, IEnumerable<JsonElement> list, string id)
    {
        foreach (var clause in list)
        {
            if (clause.Text(id) is { } named)
                clauses[(edition, named)] = (clause.Text("label"), clause.Text("text"));
        }
    }

    private ImportedNote NoteOf(JsonElement note)
    {
        var version = Math.Max(note.Number("version") ?? 1, 1);
        var history = note.List("history").Select(wording => new ImportedWording(wording.Time("at"), Body(wording), wording.Texts("tags"))).ToImmutableArray();
        return new ImportedNote
        {
            Author = Author(note.Text("creator")),
            Created = note.Time("created"),
            Modified = note.Time("modified"),
            Version = version,
            Motivation = note.Text("motivation") ?? Motivations.Commenting,
            Text = Body(note),
            Tags = note.Texts("tags"),
            SaidBy = note.Get("said") is { } said ? said.Text("speaker") ?? names.GetValueOrDefault(said.Text("member") ?? "") : null,
            Stance = note.Text("stance"),
            Foreign = note.Get("foreign") is { } foreign ? new Foreign { Body = Raw(foreign, "body"), Target = Raw(foreign, "target"), Properties = Raw(foreign, "properties"), Extra = Raw(foreign, "extra") } : null,
            // Where one is missing the others would get its number.
            History = history.Length == version - 1 ? history : [],
            Reactions = [.. note.List("reactions").Select(reaction => new ImportedReaction(reaction.Text("emoji") ?? "", [.. reaction.Texts("members").Select(Author)]))],
            State = StateOf(note.Text("state")),
            Reason = note.Text("reason"),
            ReasonBy = MaybeAuthor(note.Text("reasonBy")),
            Resolved = note.Flag("resolved"),
            ThreadReason = note.Text("threadReason"),
            ThreadReasonBy = MaybeAuthor(note.Text("threadReasonBy")),
        };
    }

    private static string? Raw(JsonElement foreign, string name) => foreign.Get(name)?.GetRawText();

    public static AnnotationState StateOf(string? name) => name switch
    {
        "hidden" => AnnotationState.Hidden,
        "deleted" => AnnotationState.Deleted,
        "erased" => AnnotationState.Erased,
        _ => AnnotationState.Shown,
    };

    /// <summary>The words, with the names of those who are mentioned in them: their ids mean nobody here.</summary>
    private string? Body(JsonElement note) => note.Get("body")?.Text("text") is { } text ? Mentions.Named(text, names.GetValueOrDefault) : null;

    private Passage Target(JsonElement target)
    {
        var (edition, clause) = (target.Text("edition"), target.Text("clause") ?? "");
        var (label, text) = clauses.GetValueOrDefault((edition ?? "", clause));
        return new Passage(clause, label, text, Selectors.Quote(target.Get("quote")), Selectors.Position(target.Get("position")), edition) { Earlier = edition is null && target.Number("revision") < revision };
    }

    private FilePin? Pin(JsonElement pin)
    {
        var clause = pin.Text("clause") ?? "";
        var (label, text) = clauses.GetValueOrDefault(("", clause));
        return builder.Places.TryGetValue(pin.Text("annotation") ?? "", out var note)
            ? new FilePin(note, new Passage(clause, label, text, null), Author(pin.Text("by")), pin.Time("at"), builder.Places.TryGetValue(pin.Text("supersedes") ?? "", out var old) ? old : null)
            : null;
    }

    private ImportedRelation? Relation(JsonElement relation) =>
        builder.Places.TryGetValue(relation.Text("from") ?? "", out var from) && builder.Places.TryGetValue(relation.Text("to") ?? "", out var to)
        && Enum.TryParse<RelationKind>(relation.Text("relation"), ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? new ImportedRelation(from, kind, to, Author(relation.Text("by")), relation.Time("at"))
            : null;

    private int Author(string? id) => builder.Author(id ?? "", names.GetValueOrDefault(id ?? ""));

    private int? MaybeAuthor(string? id) => id is null ? null : Author(id);
}
