using System.Collections;
using System.Collections.Concurrent;
using System.Resources;
using System.Text.Json;
using Collab.Web.Languages;

namespace Collab.Web.Parts;

/// <summary>What the scripts of a page say in its language: <c>Resources/Room.*.resx</c> for the room, <c>Resources/Scripts.*.resx</c> for all other pages. The keys are the English sentences.</summary>
public static class ScriptWords
{
    /// <summary>What stands before the code of a refusal among the words: no sentence begins so.</summary>
    private const string OfRefusal = "!";

    private static readonly ConcurrentDictionary<(bool OfRoom, Language Language), string> Known = new();

    /// <summary>The words as the JSON of <c>#words</c>; null for English, which needs none.</summary>
    public static string? Of(bool room, Language language) =>
        language == Language.English ? null : Known.GetOrAdd((room, language), static of => Read(of.OfRoom ? "Room" : "Scripts", of.Language));

    private static string Read(string name, Language language)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Resources(name, language))
            words.Add((string)entry.Key, (string)entry.Value!);
        // By their codes: the words that come with the page are there when the line is down, too, which is when most is refused.
        var pages = Resources("Pages", language);
        foreach (var (code, sentence) in Refusals.Sentences.Where(said => name != "Room" || !Refusals.Elsewhere.Contains(said.Key)))
            words.Add(OfRefusal + code, (pages.GetString(sentence) ?? sentence) + (Refusals.Telling.Contains(code) ? " ({reason})" : ""));
        return JsonSerializer.Serialize(words, PageJson.Options);
    }

    private static ResourceSet Resources(string name, Language language)
    {
        var resources = new ResourceManager($"Collab.Web.Resources.{name}", typeof(ScriptWords).Assembly);
        return resources.GetResourceSet(language.Culture, createIfNotExists: true, tryParents: false) ?? throw new InvalidOperationException($"There is no {name}.{language.Tag}.resx.");
    }
}
