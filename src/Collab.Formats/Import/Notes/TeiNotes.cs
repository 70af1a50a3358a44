using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Domain.Relations;
using Collab.Formats.Import.Xml;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads the annotations that stand off a TEI text, as <see cref="Export.TeiExporter"/> writes them: threads, pins, wordings, and what notes are to each other.</summary>
internal sealed class TeiNotes
{
    private readonly NotesBuilder builder = new(NotesFormat.Tei);
    private readonly TeiTargets targets;
    private readonly Dictionary<string, string> people;
    private readonly List<(XElement Note, string Of)> pins = [];

    private TeiNotes(XElement root)
    {
        targets = new TeiTargets(root);
        people = Named(root, "person").Where(person => Id(person) is not null).DistinctBy(Id).ToDictionary(person => Id(person)!, person => XmlWords.LineOf(person) ?? "", StringComparer.Ordinal);
    }

    /// <exception cref="RefusalException"><c>not-taken</c>: nothing is annotated in it.</exception>
    public static NotesFile Read(XElement root)
    {
        if (root.Name.LocalName != "TEI" || root.Name.NamespaceName != TeiLines.Namespace || !Named(root, "annotation").Any())
            throw new RefusalException("not-taken", "The file holds no notes that are known here: of XML only TEI P5 with annotations in its standOff is read for notes. Import its text as a document.");
        return new TeiNotes(root).ReadAll(root);
    }

    private NotesFile ReadAll(XElement root)
    {
        foreach (var annotation in Named(root, "annotation"))
            builder.Add(Id(annotation), Parent(annotation), NoteOf(annotation), Local(Children(annotation, "ptr", "mergedInto").FirstOrDefault()?.Attribute("target")?.Value));
        var beside = Named(root, "standOff").Elements().Where(element => element.Name.LocalName == "note").ToLookup(note => note.Attribute("type")?.Value);
        builder.LeftOut("stances", beside["stances"].Count());
        builder.LeftOut("sessions", beside["sessions"].Count());
        builder.LeftOut("reactions", Named(root, "annotation").Sum(annotation => Children(annotation, "note", "reaction").Count()));
        return builder.Build(file => file with
        {
            Pins = [.. pins.OrderBy(pin => Number(pin.Note) ?? int.MaxValue).Select(pin => Pin(pin.Note, pin.Of)).OfType<FilePin>()],
            Relations = [.. Named(root, "relation").Select(Relation).OfType<ImportedRelation>()],
        });
    }

    private FileNote NoteOf(XElement annotation)
    {
        var changes = annotation.Descendants().Where(element => element.Name.LocalName == "change").ToList();
        var modified = changes.FirstOrDefault(change => change.Attribute("type")?.Value == "modified");
        var isReply = Parent(annotation) is not null;
        var state = CollabNotes.StateOf(Named(annotation, "revisionDesc").FirstOrDefault()?.Attribute("status")?.Value);
        var version = modified is null ? 1 : Math.Max(Number(modified) ?? 2, 1);
        ImmutableArray<ImportedWording> history = [.. Children(annotation, "note", "wording").OrderBy(wording => Number(wording) ?? 0).Select(wording => new ImportedWording(When(wording.Elements().FirstOrDefault()), Text(wording), []))];
        // Of several pins each is by itself.
        pins.AddRange(Children(annotation, "note", "pinned").Select(pin => (pin, Id(annotation) ?? "")));
        // One of Collab's is known by its id in every file that it gives out; before that stood here by its address.
        var reference = annotation.Elements().FirstOrDefault(element => element.Name.LocalName == "ref");
        var named = reference?.Attribute("target")?.Value is { } address ? SourceName.Of(NotesFormat.Tei, address) : null;
        var note = new ImportedNote
        {
            Author = Author(Responsible(annotation, "author")),
            Source = reference?.Attribute("type")?.Value == "address" && reference.Attribute("n")?.Value is { Length: > 0 } own ? SourceName.Of(NotesFormat.Collab, own) : named,
            Created = When(changes.FirstOrDefault(change => change.Attribute("type")?.Value == "created")),
            Modified = When(modified),
            Version = version,
            Motivation = isReply ? Motivations.Replying : annotation.Attribute("motivation")?.Value is { Length: > 0 } motivation ? motivation : Motivations.Commenting,
            Text = Children(annotation, "note", "body").Select(Text).FirstOrDefault(),
            Tags = [.. Children(annotation, "note", "tag").Select(Text)],
            SaidBy = XmlWords.LineOf(Responsible(annotation, "said aloud")),
            Stance = Children(annotation, "note", "stance").Select(Text).FirstOrDefault(),
            // Where one is missing the others would get its number.
            History = history.Length == version - 1 ? history : [],
            State = state,
            Reason = state == AnnotationState.Hidden && Children(annotation, "note", "notice").Select(Text).FirstOrDefault() is { } notice && notice.StartsWith("hidden: ", StringComparison.Ordinal) ? notice["hidden: ".Length..] : null,
            Resolved = Children(annotation, "note", "resolved").Any(),
        };
        return new FileNote(note, isReply ? [] : targets.Of(annotation)) { FormerSource = named };
    }

    private FilePin? Pin(XElement pin, string of) =>
        builder.Places.TryGetValue(of, out var note) && targets.Of(pin) is [var clause]
            ? new FilePin(note, clause, Author(pin.Elements().FirstOrDefault(element => element.Name.LocalName == "persName")), When(pin.Elements().FirstOrDefault(element => element.Name.LocalName == "date")),
                Local(pin.Elements().FirstOrDefault(element => element.Name.LocalName == "ref")?.Attribute("target")?.Value) is { } other && builder.Places.TryGetValue(other, out var old) ? old : null)
            : null;

    private ImportedRelation? Relation(XElement relation) =>
        builder.Places.TryGetValue(Local(relation.Attribute("active")?.Value) ?? "", out var from) && builder.Places.TryGetValue(Local(relation.Attribute("passive")?.Value) ?? "", out var to)
        && Enum.TryParse<RelationKind>(relation.Attribute("name")?.Value, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? new ImportedRelation(from, kind, to, Person(Local(relation.Attribute("resp")?.Value)), When(relation))
            : null;

    private int Author(XElement? name) => Local(name?.Attribute("ref")?.Value) is { } id ? builder.Author($"#{id}", XmlWords.LineOf(name) ?? people.GetValueOrDefault(id)) : builder.Author(XmlWords.LineOf(name) ?? "", XmlWords.LineOf(name));

    private int Person(string? id) => builder.Author(id is null ? "" : $"#{id}", people.GetValueOrDefault(id ?? ""));

    /// <summary>The annotation that this one answers.</summary>
    private string? Parent(XElement annotation) => Local(annotation.Attribute("target")?.Value) is { } id && targets.IsAnnotation(id) ? id : null;

    private static XElement? Responsible(XElement annotation, string resp) =>
        annotation.Elements().FirstOrDefault(element => element.Name.LocalName == "respStmt" && XmlWords.LineOf(XmlWords.Find(element, "resp")) == resp) is { } statement ? XmlWords.Find(statement, "persName") : null;

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<XElement> Children(XElement annotation, string name, string type) => annotation.Elements().Where(element => element.Name.LocalName == name && element.Attribute("type")?.Value == type);

    private static string Text(XElement note) => note.Value;

    private static int? Number(XElement element) => int.TryParse(element.Attribute("n")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? When(XElement? element) => JsonElements.TimeOf(element?.Attribute("when")?.Value);

    internal static string? Id(XElement element) => element.Attribute(XNamespace.Xml + "id")?.Value;

    /// <summary>What a pointer into the same file names.</summary>
    internal static string? Local(string? pointer) => pointer is ['#', _, ..] ? pointer[1..] : null;
}
