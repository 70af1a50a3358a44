using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Collab.Testing;
using CsvHelper;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Formats.Tests.Export;

/// <summary>Reads back which notes an export holds, in each format as its readers would.</summary>
internal static class NoteNumbers
{
    public static int[] Of(string format, byte[] bytes)
    {
        var text = ExportedText.Of(bytes);
        return format switch
        {
            "json" => [.. JsonNode.Parse(text)!["annotations"]!.AsArray().Select(a => a!["number"]!.GetValue<int>())],
            "jsonld" => [.. (JsonNode.Parse(text)!["first"]?["items"]?.AsArray() ?? []).Select(a => a!["collab:number"]!.GetValue<int>())],
            "csv" => [.. Rows(bytes).Select(row => Number(row["number"]))],
            "html" => [.. new HtmlParser().ParseDocument(text).QuerySelectorAll("main article.note").Select(note => Number(note.Id!["note-".Length..]))],
            "docx" => [.. WordFile.Comments(bytes).Where(comment => comment.IsNote).Select(comment => comment.Id)],
            "tei" => [.. XDocument.Parse(text).Descendants(XName.Get("annotation", "http://www.tei-c.org/ns/1.0")).Select(note => Number(note.Attribute("n")!.Value))],
            "akn" => [.. XDocument.Parse(text).Descendants(XName.Get("note", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0")).Select(note => note.Attribute("eId")!.Value).Where(id => id.StartsWith("note-", StringComparison.Ordinal)).Select(id => Number(id[5..]))],
            "hypothesis" => [.. JsonNode.Parse(text)!["annotations"]!.AsArray().Select(a => a!["collab"]!["number"]!.GetValue<int>())],
            "text" => [.. Regex.Matches(text, @"^ +https://room\.example/rooms/\w+/notes/(\d+)$", RegexOptions.Multiline).Select(m => Number(m.Groups[1].Value))],
            _ => [.. Heads(Markdig.Markdown.Parse(text)).Select(link => Number(link.Url!.Split('/')[^1]))],
        };
    }

    public static List<Dictionary<string, string>> Rows(byte[] bytes)
    {
        using var csv = CsvReader.Create(bytes);
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.Headers.ToArray().ToDictionary(name => name, name => csv.GetString(name)));
        return rows;
    }

    /// <summary>The bold links that begin the items of lists which stand in nothing but lists.</summary>
    private static IEnumerable<LinkInline> Heads(MarkdownDocument document) =>
        from item in document.Descendants<ListItemBlock>()
        where Ancestors(item).All(block => block is ListBlock or ListItemBlock or MarkdownDocument)
        let first = item.FirstOrDefault() as ParagraphBlock
        where first is not null
        from bold in first.Inline!.OfType<EmphasisInline>()
        from link in bold.OfType<LinkInline>().Take(1)
        where link.Url!.StartsWith("https://room.example/rooms/", StringComparison.Ordinal)
        select link;

    public static IEnumerable<ContainerBlock> Ancestors(Block block)
    {
        for (var parent = block.Parent; parent is not null; parent = parent.Parent)
            yield return parent;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
