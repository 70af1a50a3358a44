using System.Globalization;
using Collab.Domain.Annotations;

namespace Collab.Formats.WebAnnotations;

/// <summary>What a document, its clauses and its notes are called by Web Annotations, and what a name of theirs means.</summary>
/// <param name="Origin">Scheme and host under which others reach the server, without a slash.</param>
public sealed record WebAddresses(string Origin, string Document)
{
    private const string Edition = "?edition=", Epoch = "?epoch=", Notes = "/notes/", Points = "/points/", Reading = "/reading";

    /// <summary>The page that people read: what annotations are about.</summary>
    public string Page => $"{Origin}/rooms/{Document}";

    /// <summary>The container of all annotations.</summary>
    public string Container => $"{Origin}/w3c/documents/{Document}/annotations/";

    public string Note(string annotation) => Container + annotation;

    public string Clause(string clause, string? edition) => $"{Page}{(edition is null ? "" : Edition + edition)}{AnnotationLd.ClauseMark}{clause}";

    /// <summary>The clause in a text before the one now, where its words of then are read.</summary>
    public string EarlierClause(string clause, int revision) => EarlierClause(Page, clause, revision);

    /// <inheritdoc cref="EarlierClause(string, int)"/>
    public static string EarlierClause(string page, string clause, int revision) => string.Create(CultureInfo.InvariantCulture, $"{page}{Reading}?revision={revision}{AnnotationLd.ClauseMark}{clause}");

    /// <summary>Whether the address is that of the text as it was: of a revision, or of a moment, which is not looked up. What is named there is not what stands there now.</summary>
    public static bool IsEarlier(string iri)
    {
        var query = iri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? iri[(at + 1)..].Split('#', 2)[0] : "";
        return query.Split('&').Any(part => part.StartsWith("revision=", StringComparison.Ordinal) || part.StartsWith("at=", StringComparison.Ordinal));
    }

    public string Member(string member) => $"{Page}#member-{member}";

    /// <summary>The annotation of that address; null for every other.</summary>
    public string? NoteOf(string iri) => iri.StartsWith(Container, StringComparison.Ordinal) && iri[Container.Length..] is var id && AnnotationId.IsWellFormed(id) ? id : null;

    /// <summary>The number in the permanent address of a note, and the epoch of the log that it is cited from, where the address says it; null for every other address.</summary>
    public (int Number, string? Epoch)? NumberOf(string iri)
    {
        if (!iri.StartsWith(Page + Notes, StringComparison.Ordinal))
            return null;
        var (number, epoch) = iri[(Page.Length + Notes.Length)..].Split('#')[0].Split(Epoch) is [var one, .. var rest] ? (one, rest.FirstOrDefault()) : ("", null);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? (found, epoch is null ? null : Uri.UnescapeDataString(epoch)) : null;
    }

    /// <summary>Whether the address is the document's, or one of its clauses’, as the text is now.</summary>
    public bool IsHere(string iri)
    {
        if (!iri.StartsWith(Page, StringComparison.Ordinal) || IsEarlier(iri))
            return false;
        var rest = iri[Page.Length..];
        if (rest.StartsWith(Points, StringComparison.Ordinal))
            return true;
        if (rest.StartsWith(Reading, StringComparison.Ordinal))
            rest = rest[Reading.Length..];
        return rest is "" or "/" or ['#', ..] or ['?', ..];
    }

    /// <summary>The clause that an address of the document names, and the edition; null where it names none.</summary>
    public (string? Clause, string? Edition) PlaceOf(string iri)
    {
        if (iri.StartsWith(Page + Points, StringComparison.Ordinal))
            return (Uri.UnescapeDataString(iri[(Page.Length + Points.Length)..].Split('?', '#')[0]), null);
        var mark = iri.IndexOf(AnnotationLd.ClauseMark, StringComparison.Ordinal);
        var before = mark < 0 ? iri : iri[..mark];
        var edition = before.IndexOf(Edition, StringComparison.Ordinal) is >= 0 and var at ? before[(at + Edition.Length)..] : null;
        return (mark < 0 ? null : iri[(mark + AnnotationLd.ClauseMark.Length)..], edition);
    }
}
