using Collab.Domain.Annotations;
using Collab.Domain.Reading;

namespace Collab.Domain.Search;

/// <summary>A note as an index keeps it: its tokens, who wrote it and who is named in it. No name of a member is in it.</summary>
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

    /// <summary>The token of a member who is named in what is written.</summary>
    /// <param name="member">The member's id.</param>
    public static string Named(string member) => "\uE003" + member;

    /// <summary>Whether the token is that of an author or of somebody who is named.</summary>
    public static bool IsOfMember(string token) => token[0] is '\uE001' or '\uE003';

    public static IndexedNote Of(Annotation note) => new(note.Number, note.IsGone ? [] : [Every, Author(note.Creator), .. Words(note)]);

    /// <summary>The tokens of what may be looked for in a note.</summary>
    public static List<string> Words(Annotation note)
    {
        List<string> words = [];
        foreach (var text in note.Tags.Select(Tokenizer.Tokens).Append(Said(note)).Concat(note.Targets.Select(target => Tokenizer.Tokens(target.Quote?.Exact ?? ""))))
        {
            words.Add(Border);
            words.AddRange(text);
        }

        return words;
    }

    /// <summary>The tokens of a note's body: a member who is named there is one, and no word.</summary>
    public static List<string> Said(Annotation note)
    {
        List<string> words = [];
        foreach (var (text, member) in Mentions.Parts(note.Body?.Text ?? ""))
        {
            words.AddRange(Tokenizer.Tokens(text));
            if (member is not null)
                words.Add(Named(member));
        }

        return words;
    }
}
