using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace Collab.Web.Parts;

/// <summary>What the scripts of a page say in its language: <c>Resources/Room.*.resx</c> for the room, <c>Resources/Scripts.*.resx</c> for all other pages. The keys are the English sentences.</summary>
public static class ScriptWords
{
    private static readonly ConcurrentDictionary<(bool OfRoom, string Language), string> Known = new();

    /// <summary>The languages that there are words in, beside English.</summary>
    public static IReadOnlySet<string> Languages { get; } = new HashSet<string>(StringComparer.Ordinal) { "ar", "de", "ru" };

    /// <summary>The words as the JSON of <c>#words</c>; null where the page is in English, which needs none.</summary>
    public static string? Of(bool room, CultureInfo culture)
    {
        var language = culture.Name.Split('-')[0];
        return Languages.Contains(language) ? Known.GetOrAdd((room, language), static of => Read(of.OfRoom ? "Room" : "Scripts", of.Language)) : null;
    }

    private static string Read(string name, string language)
    {
        var resources = new ResourceManager($"Collab.Web.Resources.{name}", typeof(ScriptWords).Assembly);
        var set = resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"There is no {name}.{language}.resx.");
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in set)
            words.Add((string)entry.Key, (string)entry.Value!);
        return JsonSerializer.Serialize(words, PageJson.Options);
    }
}
