using System.Collections.Immutable;
using Collab.Domain.Documents;
using Collab.Domain.Policy;

namespace Collab.Domain.Search;

/// <summary>The tags of the notes that an audience may read, and how many notes have each. Capitals do not make another tag.</summary>
public static class TagVocabulary
{
    /// <param name="documents">Each with the audience by whose rights it is read.</param>
    /// <param name="most">Most tags, the most used first.</param>
    public static ImmutableArray<(string Tag, int Count)> Of(IEnumerable<(DocumentState State, Audience Audience)> documents, int most) =>
    [
        .. documents.SelectMany(document => document.State.Annotations.Where(document.Audience.MayRead)).SelectMany(note => note.Tags)
            .GroupBy(Key).Select(spellings => (Tag: spellings.CountBy(tag => tag).OrderByDescending(spelling => spelling.Value).ThenBy(spelling => spelling.Key, StringComparer.Ordinal).First().Key, Count: spellings.Count()))
            .OrderByDescending(tag => tag.Count).ThenBy(tag => tag.Tag, StringComparer.Ordinal).Take(most),
    ];

    private static string Key(string tag) => tag.Trim().ToLowerInvariant();
}
