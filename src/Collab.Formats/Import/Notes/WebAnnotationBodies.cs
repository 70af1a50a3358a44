using System.Collections.Immutable;
using System.Text.Json;

namespace Collab.Formats.Import.Notes;

/// <summary>The words of an annotation: its textual bodies, the addresses of others, and its tags.</summary>
internal sealed record WebAnnotationBodies(string? Text, ImmutableArray<string> Tags)
{
    public static WebAnnotationBodies Of(JsonElement item)
    {
        var (texts, tags) = (new List<string>(), new List<string>());
        if (item.Text("bodyValue") is { } value)
            texts.Add(value);
        foreach (var body in item.List("body").SelectMany(WebAnnotationSets.Of))
        {
            if (body.Text("value") is { } words)
                (body.Texts("purpose").Contains("tagging") ? tags : texts).Add(words);
            else if (Address(body) is { } address)
                texts.Add($"<{address}>");
            else if (body.Text() is { Length: > 0 } plain)
                texts.Add(plain);
        }

        texts.RemoveAll(string.IsNullOrEmpty);
        return new(texts.Count == 0 ? null : string.Join("\n\n", texts), [.. tags.Where(tag => !string.IsNullOrWhiteSpace(tag))]);
    }

    /// <summary>Of a body that stands elsewhere: it is linked to, never fetched.</summary>
    private static string? Address(JsonElement body) =>
        (body.Text() ?? body.Text("source") ?? body.Text("id")) is { } iri && Uri.TryCreate(iri, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address.AbsoluteUri : null;
}
