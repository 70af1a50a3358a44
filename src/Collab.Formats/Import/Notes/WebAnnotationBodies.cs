using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain;
using Collab.Formats.Import.Html;
using Collab.Formats.Markdown;

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
            {
                if (body.Texts("purpose").Contains("tagging"))
                    tags.Add(words);
                else
                    texts.Add(body.Text("format")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? OfHtml(words) : words);
            }
            else if (Address(body) is { } address)
                texts.Add($"<{address}>");
            else if (body.Text() is { Length: > 0 } plain)
                texts.Add(plain);
        }

        texts.RemoveAll(string.IsNullOrEmpty);
        return new(texts.Count == 0 ? null : string.Join("\n\n", texts), [.. tags.Where(tag => !string.IsNullOrWhiteSpace(tag))]);
    }

    /// <summary>The words of a page as they read; the tags that a note takes are those of Markdown.</summary>
    private static string OfHtml(string html)
    {
        try
        {
            return string.Concat(HtmlLines.Of(SafeHtml.Read(html)).Lines.Select((line, i) => (i == 0 ? "" : line.AfterBlank ? "\n\n" : "\n") + MarkdownSource.Escape(line.Text)));
        }
        catch (RefusalException)
        {
            // Nested deeper than anybody writes it.
            return html;
        }
    }

    /// <summary>Of a body that stands elsewhere: it is linked to, never fetched.</summary>
    private static string? Address(JsonElement body) =>
        (body.Text() ?? body.Text("source") ?? body.Get("source")?.Text("id") ?? body.Text("id")) is { } iri && Uri.TryCreate(iri, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address.AbsoluteUri : null;
}
