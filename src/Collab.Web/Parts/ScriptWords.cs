using System.Collections;
using System.Collections.Concurrent;
using System.Resources;
using System.Text.Json;
using Collab.Web.Languages;

namespace Collab.Web.Parts;

/// <summary>What the scripts of a page say in its language: <c>Resources/Room.*.resx</c> for the room, <c>Resources/Scripts.*.resx</c> for all other pages. The keys are the English sentences.</summary>
public static class ScriptWords
{
    private static readonly ConcurrentDictionary<(bool OfRoom, Language Language), string> Known = new();

    /// <summary>The words as the JSON of <c>#words</c>; null for English, which needs none.</summary>
    public static string? Of(bool room, Language language) =>
        language == Language.English ? null : Known.GetOrAdd((room, language), static of => Read(of.OfRoom ? "Room" : "Scripts", of.Language));

    private static string Read(string name, Language language)
    {
        var resources = new ResourceManager($"Collab.Web.Resources.{name}", typeof(ScriptWords).Assembly);
        var set = resources.GetResourceSet(language.Culture, createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"There is no {name}.{language.Tag}.resx.");
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in set)
            words.Add((string)entry.Key, (string)entry.Value!);
        return JsonSerializer.Serialize(words, PageJson.Options);
    }
}
