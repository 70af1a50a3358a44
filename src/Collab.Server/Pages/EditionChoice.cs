using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Server.Api;
using Collab.Web.Languages;
using Collab.Web.Models;

namespace Collab.Server.Pages;

/// <summary>What the address of a page says of editions: <c>?edition=de</c> is that one alone, <c>?edition=first,de</c> is both side by side.</summary>
internal static class EditionChoice
{
    private const string Beside = Edition.First + ",";

    /// <exception cref="RefusalException"><c>not-found</c>: there is no such edition.</exception>
    public static EditionsModel Of(DocumentHeader header, IQueryCollection query, Role role, PageTexts texts)
    {
        var chosen = query["edition"].ToString() is { Length: > 0 } asked ? asked : Edition.First;
        var beside = chosen.StartsWith(Beside, StringComparison.Ordinal);
        var id = beside ? chosen[Beside.Length..] : chosen;
        var other = chosen == Edition.First ? null
            : header.Editions.FirstOrDefault(edition => edition.Id == id) ?? throw new RefusalException("not-found", "There is no such edition of this document.");
        return new EditionsModel
        {
            Options = header.Editions.IsEmpty ? [] : [.. Options(header, texts)],
            Chosen = chosen,
            Language = EditionsApi.LanguageOf(header),
            First = other is null || beside,
            Other = other is null ? null : new ShownEdition(other.Id, other.Language, other.Title, other.Clauses.ToDictionary(clause => clause.Id, Clause)),
            MayAdd = PermissionTable.May("add-edition", role) && !header.Closed,
        };
    }

    private static IEnumerable<EditionOption> Options(DocumentHeader header, PageTexts texts)
    {
        yield return new EditionOption(Edition.First, texts["First edition"]);
        foreach (var edition in header.Editions)
        {
            yield return new EditionOption(edition.Id, $"{edition.Title} ({edition.Language})");
            yield return new EditionOption(Beside + edition.Id, texts["Side by side: the first and {0} ({1})", edition.Title, edition.Language]);
        }
    }

    private static ClauseModel Clause(Clause clause) => new(clause.Id, clause.Label, SnapshotWriter.Name(clause.Kind), clause.Level + 1, clause.Text);
}
