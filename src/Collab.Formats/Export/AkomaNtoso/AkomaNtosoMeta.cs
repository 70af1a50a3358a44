using System.Globalization;

namespace Collab.Formats.Export.AkomaNtoso;

/// <summary>The metadata: what the document is, who occurs in it, the notes in words, and the same for programs in a vocabulary of ours.</summary>
internal static class AkomaNtosoMeta
{
    public const string Sessions = "sessions";

    /// <summary>Of a country, which the standard asks for and a text in a seminar need not have: a code that ISO 3166 leaves to users.</summary>
    private const string NoCountry = "xx";

    public static async Task WriteAsync(ExportSink sink, ExportDocument document)
    {
        sink.Line("<meta>");
        WriteIdentification(sink, document);
        sink.Line("<references source=\"#collab\">").Line($"<TLCOrganization eId=\"collab\" href=\"{Xml.Line(document.Address.AbsoluteUri)}\" showAs=\"Collab\"/>");
        sink.Line($"<TLCPerson eId=\"author\" href=\"{Xml.Line(document.Address.AbsoluteUri)}#author\" showAs=\"{Xml.Line(document.Metadata.Author ?? "not said")}\"/>");
        foreach (var member in document.Members)
            sink.Line($"<TLCPerson eId=\"{Member(member.Id)}\" href=\"{Xml.Line(document.Address.AbsoluteUri)}#{Member(member.Id)}\" showAs=\"{Xml.Line(member.Name)}\"/>");
        sink.Line("</references>");
        await WriteNotesAsync(sink, document);
        await AkomaNtosoRecord.WriteAsync(sink, document);
        sink.Line("</meta>");
    }

    /// <summary>The id of a member in the file.</summary>
    public static string Member(string id) => $"member-{Xml.Line(id)}";

    /// <summary>The id of the note that has the stances on a clause.</summary>
    public static string Stances(string clause) => $"stances-{Xml.Line(clause)}";

    private static void WriteIdentification(ExportSink sink, ExportDocument document)
    {
        var address = Xml.Line(document.Address.AbsoluteUri);
        var date = document.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var core = $"<FRBRthis value=\"{address}\"/><FRBRuri value=\"{address}\"/><FRBRdate date=\"{date}\" name=\"record\"/>";
        sink.Line("<identification source=\"#collab\">");
        sink.Line($"<FRBRWork>{core}<FRBRauthor href=\"#author\"/><FRBRcountry value=\"{NoCountry}\"/></FRBRWork>");
        sink.Line($"<FRBRExpression>{core}<FRBRauthor href=\"#author\"/><FRBRversionNumber value=\"{document.Revision}\"/><FRBRlanguage language=\"und\"/></FRBRExpression>");
        sink.Line($"<FRBRManifestation>{core}<FRBRauthor href=\"#collab\"/></FRBRManifestation>");
        sink.Line("</identification>");
    }

    private static async Task WriteNotesAsync(ExportSink sink, ExportDocument document)
    {
        string[] sessions = [.. SessionPhrases.Of(document)];
        var stances = document.Clauses.Select(clause => (clause.Clause.Id, Lines: StancePhrases.Of(document, clause).ToList())).Where(said => said.Lines.Count > 0).ToList();
        // To the note on a point that is in the text no more nothing refers: it says which that was.
        var gone = document.Gone.Select(clause => (clause.Clause, Lines: StancePhrases.Of(document, clause).ToList())).Where(said => said.Lines.Count > 0).ToList();
        if (sessions.Length + stances.Count + gone.Count + document.Notes.Count == 0)
            return;
        sink.Line("<notes source=\"#collab\">");
        if (sessions.Length > 0)
            WriteNote(sink, Sessions, Sessions, sessions);
        foreach (var (clause, lines) in stances)
            WriteNote(sink, Stances(clause), "stances", lines);
        foreach (var (clause, lines) in gone)
            WriteNote(sink, Stances(clause.Id), "stances", lines.Prepend(Phrases.Capital(Phrases.Former(clause))));
        foreach (var note in document.Notes)
        {
            WriteNote(sink, $"note-{note.Number}", $"{note.Number}", Lines(document, note));
            await sink.FlushAsync();
        }

        sink.Line("</notes>");
    }

    private static void WriteNote(ExportSink sink, string id, string marker, IEnumerable<string> lines) =>
        sink.Line($"<note eId=\"{id}\" marker=\"{marker}\">{string.Concat(lines.Select(line => $"<p>{Xml.Line(line)}</p>"))}</note>");

    private static IEnumerable<string> Lines(ExportDocument document, ExportNote note)
    {
        foreach (var pin in NoteFacts.Pinned(document, note))
            yield return pin;
        yield return string.Join("; ", NoteFacts.About(document, note).Prepend(ExportTime.Long(note.Annotation.Created, document.Zone)).Prepend(note.Author));
        foreach (var quote in NoteFacts.Quoted(document, note))
            yield return quote;
        if (note.Notice is { } notice)
            yield return $"({notice})";
        foreach (var line in note.Words?.Split('\n') ?? [])
            yield return line;
        foreach (var wording in Phrases.FormerWordings(note))
        {
            yield return $"Wording of {ExportTime.Long(wording.At, document.Zone)}:";
            foreach (var line in Phrases.Plain(wording.Body!).Split('\n'))
                yield return line;
        }
    }
}
