using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Collab.Domain.Events;

namespace Collab.Domain.Documents;

/// <summary>The text in another language or version, side by side with the first. What it has no counterpart of is not in it.</summary>
/// <param name="Id">What targets name it by: a word of lower-case letters, digits and hyphens, such as <c>de</c>.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Revision">Of its own text, from 1.</param>
/// <param name="Clauses">Its text, each under the id of the clause that it is the counterpart of, in the order of the document.</param>
public sealed partial record Edition(string Id, string Language, string Title, int Revision, ImmutableArray<Clause> Clauses)
{
    /// <summary>What the text is called that the document was made of. A target without an edition is of that one.</summary>
    public const string First = "first";

    /// <summary>Most editions of a document beside the first.</summary>
    public const int Most = 16;

    /// <summary>The longest tag, and the longest name, in characters.</summary>
    public const int LongestTag = 35;

    public static Edition Of(EditionAdded added) => new(added.Edition, added.Language, added.Title, added.Revision, added.Clauses);

    public Clause? Find(string clause) => Clauses.FirstOrDefault(known => known.Id == clause);

    /// <summary>The edition with what is at one clause alone.</summary>
    public Edition Only(string clause) => this with { Clauses = [.. Clauses.Where(known => known.Id == clause)] };

    /// <summary>Whether it is the tag of a language as RFC 5646 forms them: <c>de</c>, <c>pt-BR</c>, <c>zh-Hant</c>. That the language exists is not asked.</summary>
    public static bool IsLanguage(string tag) => tag.Length <= LongestTag && Tag().IsMatch(tag);

    /// <summary>Whether an edition may be called so: the name stands in addresses.</summary>
    public static bool IsName(string id) => id != First && id.Length <= LongestTag && Name().IsMatch(id);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
