using System.Text.Json;
using Collab.Domain.Annotations;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads selectors of the Web Annotation data model.</summary>
internal static class Selectors
{
    private const int MostRefined = 8;

    public static TextQuoteSelector? Quote(JsonElement? selector) => selector?.Text("exact") is { Length: > 0 } exact ? new TextQuoteSelector(exact, selector?.Text("prefix"), selector?.Text("suffix")) : null;

    public static TextPositionSelector? Position(JsonElement? selector) =>
        selector?.Number("start") is { } start && selector?.Number("end") is { } end ? new TextPositionSelector(start, end) : null;

    /// <summary>
    /// The position that a target names within its source as that is now. One that refines another selector, is refined itself, or is of a
    /// state counts in what is not here: null.
    /// </summary>
    public static TextPositionSelector? PositionIn(JsonElement target) => target.Get("state") is not null ? null : target.List("selector")
        .Where(selector => selector.Get("refinedBy") is null && selector.List("type").Any(name => name.Text() == "TextPositionSelector")).Select(selector => Position(selector)).FirstOrDefault();

    /// <summary>The selector of a kind, or one that refines another; null where there is none.</summary>
    public static JsonElement? Find(JsonElement target, string type) => target.List("selector")
        .SelectMany(Refined).Select(selector => (JsonElement?)selector).FirstOrDefault(selector => selector!.Value.List("type").Any(name => name.Text() == type));

    private static IEnumerable<JsonElement> Refined(JsonElement selector)
    {
        JsonElement? next = selector;
        for (var depth = 0; next is { } one && depth < MostRefined; depth++)
        {
            yield return one;
            next = one.Get("refinedBy");
        }
    }
}
