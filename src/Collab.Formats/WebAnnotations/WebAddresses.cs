using System.Globalization;
using Collab.Domain.Annotations;

namespace Collab.Formats.WebAnnotations;

/// <summary>What a document, its clauses and its notes are called by Web Annotations, and what a name of theirs means.</summary>
/// <param name="Origin">Scheme and host under which others reach the server, without a slash.</param>
public sealed record WebAddresses(string Origin, string Document)
{
    private const string Edition = "?edition=";

    /// <summary>The page that people read: what annotations are about.</summary>
    public string Page => $"{Origin}/rooms/{Document}";

    /// <summary>The container of all annotations.</summary>
    public string Container => $"{Origin}/w3c/documents/{Document}/annotations/";

    public string Note(string annotation) => Container + annotation;

    public string Clause(string clause, string? edition) => $"{Page}{(edition is null ? "" : Edition + edition)}{AnnotationLd.ClauseMark}{clause}";

    /// <summary>The clause in a text before the one now, where its words of then are read.</summary>
    public string EarlierClause(string clause, int revision) => EarlierClause(Page, clause, revision);

    /// <inheritdoc cref="EarlierClause(string, int)"/>
    public static string EarlierClause(string page, string clause, int revision) => string.Create(CultureInfo.InvariantCulture, $"{page}/reading?revision={revision}{AnnotationLd.ClauseMark}{clause}");

    /// <summary>Whether the address is that of the text as it was: of a revision, or of a moment, which is not looked up. What is named there is not what stands there now.</summary>
    public static bool IsEarlier(string iri)
    {
        var query = iri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? iri[(at + 1)..].Split('#', 2)[0] : "";
        return query.Split('&').Any(part => part.StartsWith("revision=", StringComparison.Ordinal) || part.StartsWith("at=", StringComparison.Ordinal));
    }

    public string Member(string member) => $"{Page}#member-{member}";

    /// <summary>The annotation of that address; null for every other.</summary>
    public string? NoteOf(string iri) => iri.StartsWith(Container, StringComparison.Ordinal) && iri[Container.Length..] is var id && AnnotationId.IsWellFormed(id) ? id : null;

    /// <summary>The number in the permanent address of a note; null for every other address.</summary>
    public int? NumberOf(string iri) => iri.StartsWith(Page + "/notes/", StringComparison.Ordinal) && int.TryParse(iri[(Page.Length + 7)..], out var number) ? number : null;

    /// <summary>Whether the address is the document's, or one of its clauses’, as the text is now.</summary>
    public bool IsHere(string iri) => iri.StartsWith(Page, StringComparison.Ordinal) && iri[Page.Length..] is "" or "/" or "/reading" or ['#', ..] or ['?', ..] && !IsEarlier(iri);

    /// <summary>The clause that an address of the document names, and the edition; null where it names none.</summary>
    public static (string? Clause, string? Edition) PlaceOf(string iri)
    {
        var mark = iri.IndexOf(AnnotationLd.ClauseMark, StringComparison.Ordinal);
        var before = mark < 0 ? iri : iri[..mark];
        var edition = before.IndexOf(Edition, StringComparison.Ordinal) is >= 0 and var at ? before[(at + Edition.Length)..] : null;
        return (mark < 0 ? null : iri[(mark + AnnotationLd.ClauseMark.Length)..], edition);
    }
}
