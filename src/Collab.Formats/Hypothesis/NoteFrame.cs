using Collab.Domain.Documents;

namespace Collab.Formats.Hypothesis;

/// <summary>What all annotations of one answer, or one file, say alike.</summary>
/// <param name="Page">The address of what is annotated.</param>
/// <param name="Authority">The part of a user's name behind the "@".</param>
/// <param name="Group">The seminar.</param>
/// <param name="Clauses">The clauses of the text, by id.</param>
/// <param name="Revision">Of that text.</param>
/// <param name="Text">The page on which the client looks for the passages; null where it looks on another.</param>
public sealed record NoteFrame(Uri Page, string Authority, string Group, string Title, IReadOnlyDictionary<string, Clause> Clauses, int Revision, PageText? Text = null)
{
    public string UserOf(string member) => $"acct:{member}@{Authority}";
}
