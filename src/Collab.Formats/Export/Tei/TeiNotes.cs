using System.Globalization;
using Collab.Domain.Annotations;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Export.Tei;

/// <summary>The discussion, apart from the text: an annotation for each note and reply, which points to what it is about; then what notes are to each other.</summary>
internal sealed class TeiNotes
{
    private readonly ExportDocument document;
    private readonly HashSet<string> members;
    private readonly Dictionary<string, ExportClause> clauses;

    public TeiNotes(ExportDocument document)
    {
        this.document = document;
        members = [.. document.Members.Select(member => member.Id)];
        clauses = document.Clauses.ToDictionary(clause => clause.Clause.Id);
    }

    public async Task WriteAsync(ExportSink sink)
    {
        string[] sessions = [.. SessionPhrases.Of(document)];
        var stances = document.Clauses.Select(clause => (clause.Clause.Id, Lines: StancePhrases.Of(document, clause).ToList())).Where(said => said.Lines.Count > 0).ToList();
        if (sessions.Length + stances.Count + document.Notes.Count == 0)
            return;
        sink.Line("<standOff>");
        WriteLines(sink, "sessions", $"#{TeiText.Whole}", sessions);
        foreach (var (clause, lines) in stances)
            WriteLines(sink, "stances", $"#{TeiText.Clause(clause)}", lines);
        if (document.Notes.Count > 0)
        {
            sink.Line("<listAnnotation>");
            foreach (var note in document.Notes)
            {
                Write(sink, note);
                await sink.FlushAsync();
            }

            sink.Line("</listAnnotation>");
        }

        await WriteRelationsAsync(sink);
        sink.Line("</standOff>");
    }

    private static void WriteLines(ExportSink sink, string type, string target, IReadOnlyCollection<string> lines)
    {
        if (lines.Count > 0)
            sink.Line($"<note type=\"{type}\" target=\"{target}\">{string.Concat(lines.Select(line => $"<p>{Xml.Line(line)}</p>"))}</note>");
    }

    private void Write(ExportSink sink, ExportNote note)
    {
        var annotation = note.Annotation;
        sink.Line($"<annotation xml:id=\"note-{note.Number}\" n=\"{note.Number}\" motivation=\"{Xml.Line(annotation.Motivation)}\" target=\"{Targets(note)}\">");
        sink.Line($"<respStmt><resp>author</resp><persName{Reference(annotation.Creator)}>{Xml.Line(note.Author)}</persName></respStmt>");
        if (note.SaidBy is { } speaker)
            sink.Line($"<respStmt><resp>said aloud</resp><persName{(annotation.Said?.Member is { } member ? Reference(member) : "")}>{Xml.Line(speaker)}</persName></respStmt>");
        sink.Add($"<revisionDesc status=\"{AnnotationWriter.Name(annotation.State)}\"><change type=\"created\" when=\"{ExportTime.Exact(annotation.Created)}\"/>");
        if (annotation.Modified is { } modified)
            sink.Add($"<change type=\"modified\" n=\"{annotation.Version}\" when=\"{ExportTime.Exact(modified)}\"/>");
        sink.Line("</revisionDesc>");
        sink.Line($"<ref type=\"address\" n=\"{Xml.Line(annotation.Id)}\" target=\"{Xml.Line(note.Address.AbsoluteUri)}\">note {note.Number}</ref>");
        if (note.MergedIntoNumber is { } other)
            sink.Line($"<ptr type=\"mergedInto\" target=\"{Address(other)}\"/>");
        foreach (var target in annotation.Targets.Where(target => target.Quote is not null))
            sink.Line($"<note type=\"passage\" target=\"{Of(target)}\"{Xml.Attribute("subtype", target.Edition)}>{Xml.Text(target.Quote!.Exact)}</note>");
        if (annotation.Body is { } body)
            sink.Line($"<note type=\"body\" subtype=\"markdown\" xml:space=\"preserve\">{Xml.Text(body.Text)}</note>");
        WriteFacts(sink, note);
        sink.Line("</annotation>");
    }

    private void WriteFacts(ExportSink sink, ExportNote note)
    {
        var annotation = note.Annotation;
        if (note.Notice is { } notice)
            sink.Line($"<note type=\"notice\">{Xml.Line(notice)}</note>");
        if (annotation.Resolved)
            sink.Line("<note type=\"resolved\"/>");
        if (Phrases.Earlier(note) is { } earlier)
            sink.Line($"<note type=\"earlierText\">{Xml.Line(earlier)}</note>");
        if (annotation.Stance is { } stance)
            sink.Line($"<note type=\"stance\">{Xml.Line(stance)}</note>");
        foreach (var tag in annotation.Tags)
            sink.Line($"<note type=\"tag\">{Xml.Line(tag)}</note>");
        foreach (var reaction in note.Reactions)
            sink.Line($"<note type=\"reaction\" n=\"{reaction.Members.Length}\">{Xml.Line(reaction.Emoji)}</note>");
        foreach (var pin in note.Pins)
        {
            sink.Line($"<note type=\"pinned\" n=\"{pin.Order + 1}\" target=\"{Clause(pin.Pin.Clause)}\">by <persName{Reference(pin.Pin.By)}>{Xml.Line(pin.By)}</persName>, <date when=\"{ExportTime.Exact(pin.Pin.At)}\"/>"
                + $"{(pin.SupersedesNumber is { } old ? $", in place of <ref target=\"{Address(old)}\">note {old}</ref>" : "")}</note>");
        }

        foreach (var wording in Phrases.FormerWordings(note))
            sink.Line($"<note type=\"wording\" subtype=\"markdown\" n=\"{wording.Version}\" xml:space=\"preserve\"><date when=\"{ExportTime.Exact(wording.At)}\"/>{Xml.Text(wording.Body!.Text)}</note>");
    }

    private async Task WriteRelationsAsync(ExportSink sink)
    {
        if (document.Relations.IsEmpty)
            return;
        sink.Line("<listRelation>");
        foreach (var said in document.Relations)
        {
            sink.Line($"<relation name=\"{said.Name}\" active=\"{Address(said.FromNumber)}\" passive=\"{Address(said.ToNumber)}\" when=\"{ExportTime.Exact(said.Relation.At)}\"{(members.Contains(said.Relation.By) ? $" resp=\"#{TeiHeader.Member(said.Relation.By)}\"" : "")}/>");
            await sink.FlushAsync();
        }

        sink.Line("</listRelation>");
    }

    private string Targets(ExportNote note)
    {
        var annotation = note.Annotation;
        if (annotation.ReplyTo is not null)
            return note.ReplyToNumber is { } parent ? Address(parent) : $"#{TeiText.Whole}";
        return annotation.Targets.IsEmpty ? $"#{TeiText.Whole}" : string.Join(' ', annotation.Targets.Select(Of));
    }

    private string Of(Target target)
    {
        if (target.Edition is { } edition)
            return Xml.Line($"{document.Address}?edition={edition}#clause-{target.Clause}");
        // Its words may stand elsewhere in the text that the file has, or nowhere.
        if (ReviewQueue.IsUnplaced(target, document.Revision))
            return Xml.Line(WebAddresses.EarlierClause(document.Address.AbsoluteUri, target.Clause, target.Revision));
        return clauses.TryGetValue(target.Clause, out var clause) && PassagePlace.In(clause.Clause, target, document.Revision) is not null && target.Position is { } position
            ? $"#string-range({TeiText.Words(target.Clause)},{position.Start.ToString(CultureInfo.InvariantCulture)},{(position.End - position.Start).ToString(CultureInfo.InvariantCulture)})"
            : Clause(target.Clause);
    }

    private string Clause(string id) => clauses.ContainsKey(id) ? $"#{TeiText.Clause(id)}" : Xml.Line($"{document.Address}#clause-{id}");

    private string Address(int number) => document.Has(number) ? $"#note-{number}" : Xml.Line($"{document.Address}/notes/{number}");

    private string Reference(string member) => members.Contains(member) ? $" ref=\"#{TeiHeader.Member(member)}\"" : "";
}
