using Collab.Domain.Annotations;

namespace Collab.Domain.Search;

/// <summary>A note as an index keeps it: its tokens, and who wrote it. No name is in it.</summary>
/// <param name="Number">The note's.</param>
/// <param name="Tokens">In their order, after <see cref="Every"/> and the author; none for a note that nobody can read.</param>
public sealed record IndexedNote(int Number, IReadOnlyList<string> Tokens)
{
    /// <summary>Stands in every note. Like the others it is of characters that no text is cut into.</summary>
    public const string Every = "\uE000";

    // No phrase reaches over it.
    private const string Border = "\uE002";

    /// <summary>The token of an author.</summary>
    /// <param name="member">The member's id.</param>
    public static string Author(string member) => "\uE001" + member;

    public static IndexedNote Of(Annotation note) => new(note.Number, note.IsGone ? [] : [Every, Author(note.Creator), .. Words(note)]);

    /// <summary>The tokens of what may be looked for in a note.</summary>
    public static List<string> Words(Annotation note)
    {
        List<string> words = [];
        foreach (var text in note.Tags.Append(note.Body?.Text ?? "").Concat(note.Targets.Select(target => target.Quote?.Exact ?? "")))
        {
            words.Add(Border);
            words.AddRange(Tokenizer.Tokens(text));
        }

        return words;
    }
}
