using System.Text.Json;

namespace Collab.Formats.Import.Notes;

/// <summary>Several bodies or targets that stand as one.</summary>
internal static class WebAnnotationSets
{
    /// <summary>Of a choice the first, which is what is shown by default; of a list or a set, all. An empty one is itself.</summary>
    public static IEnumerable<JsonElement> Of(JsonElement one) => one.Text("type") switch
    {
        "Choice" => one.List("items").Take(1).DefaultIfEmpty(one),
        "List" or "Composite" or "Independents" => one.List("items").DefaultIfEmpty(one),
        _ => [one],
    };

    /// <summary>Whether it is one of them still: a set within a set, an empty one, or of a kind that nobody knows.</summary>
    public static bool Is(JsonElement one) => one.Text("type") is "Choice" or "List" or "Composite" or "Independents" || one.Get("items") is not null;
}
