using System.Globalization;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Seminars;

namespace Collab.Formats.Export.Paper;

/// <summary>What a printed record says of itself: what it is of, how it was chosen, what is not in it, and by what it can be checked.</summary>
internal static class PaperColophon
{
    // As texts name it in their metadata.
    private static readonly string[] Licences = ["licence", "license", "rights", "copyright"], Consents = ["consent", "permission"];

    public static IEnumerable<(string Label, string Value)> Of(PaperEdition edition)
    {
        var document = edition.Document;
        foreach (var (key, value) in document.Metadata.Entries.Where(entry => !Is(entry.Key, DocumentMetadata.AuthorKey) && !Is(entry.Key, DocumentMetadata.DateKey) && !Known(entry.Key)))
            yield return (Html.Line(Phrases.Capital(key)), value);
        yield return ("Text", $"revision {document.Revision.ToString(CultureInfo.InvariantCulture)}{(document.Closed ? "; closed: nobody can write in it" : "")}");
        yield return ("Of the discussion", Printed(edition));
        yield return ("How it was chosen", $"All that is pinned, whole. Then the threads in which most people speak; of equals open questions first, then the earliest; as many as {PaperEdition.Room} characters hold. Of a thread its first {PaperThread.MostReplies} replies, of a note its first {PaperThread.LongestNote} characters. Of what was said aloud, and of the open questions, the first {PaperEdition.MostLines}. What was merged, edited or reacted to, and stances with their reasons, stand in the whole record.");
        yield return ("Not to be read here", Withheld(edition));
        yield return ("Names", Names(document));
        yield return ("Licence", Value(document, Licences) ?? "none is named");
        yield return ("Consent", Value(document, Consents) ?? "none is recorded: ask those who wrote before this is passed on");
        yield return ("Times", ExportTime.Zone(document.Zone));
        yield return ("As of", $"event {document.Seq.ToString(CultureInfo.InvariantCulture)} of epoch {document.Epoch}, {ExportTime.Long(document.At, document.Zone)}");
        yield return ("Hash", document.Hash);
        yield return ("Cite as", Citation.OfMoment(document).Line);
        yield return ("Notes", $"Note N has the address {document.Address.AbsoluteUri}/notes/N for ever.");
    }

    /// <summary>“34 of 212 notes and replies are printed here.”</summary>
    public static string Printed(PaperEdition edition)
    {
        var all = edition.Document.Notes.Count;
        return all == 0 ? "There are no notes yet." : $"{edition.Printed.Count.ToString(CultureInfo.InvariantCulture)} of {Phrases.Count(all, "note or reply is", "notes and replies are")} printed here.";
    }

    private static string Withheld(PaperEdition edition)
    {
        string[] gone =
        [
            .. Counted(edition.Count(AnnotationState.Hidden), "hidden by moderators"),
            .. Counted(edition.Count(AnnotationState.Deleted), "removed by their authors"),
            .. Counted(edition.Count(AnnotationState.Erased), "erased on request"),
        ];
        return gone.Length == 0 ? "nothing was hidden, removed or erased" : $"{string.Join(", ", gone)}; private notes are in no record";
    }

    private static IEnumerable<string> Counted(int count, string what) => count == 0 ? [] : [$"{count.ToString(CultureInfo.InvariantCulture)} {what}"];

    /// <summary>No server knows who somebody is: what is told is what it did not ask.</summary>
    private static string Names(ExportDocument document)
    {
        var how = document.Pseudonyms ? "Members stand under pseudonyms." : "Names are those that members gave themselves; none was verified.";
        var erased = document.Members.Count(member => member.Name == Member.ErasedName);
        return $"{how}{(document.Authors.IsEmpty ? "" : $" From imported files, by those alone: {string.Join("; ", document.Authors.Select(author => author.Name))}.")}{(erased == 0 ? "" : $" {Phrases.Count(erased, "name was", "names were")} erased.")}";
    }

    private static string? Value(ExportDocument document, string[] keys) => keys.Select(key => document.Metadata[key]).FirstOrDefault(value => value is not null);

    private static bool Known(string key) => Licences.Concat(Consents).Any(known => Is(key, known));

    private static bool Is(string key, string known) => key.Equals(known, StringComparison.OrdinalIgnoreCase);
}
