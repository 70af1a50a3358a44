using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>Reads a Word document's comments as a word processor does: by the ids that bind its parts.</summary>
internal static class WordFile
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
    private static readonly XNamespace W15 = "http://schemas.microsoft.com/office/word/2012/wordml";

    /// <param name="Parent">The id of the comment that it answers.</param>
    /// <param name="Paragraphs">Style and words of each.</param>
    /// <param name="Passage">The words of the text that it is about.</param>
    public sealed record Comment(int Id, int? Parent, bool Done, string Author, string Date, IReadOnlyList<(string Style, string Text)> Paragraphs, string Passage)
    {
        public bool IsNote => Paragraphs[^1].Text.StartsWith($"note {Id}", StringComparison.Ordinal);
    }

    public static List<Comment> Comments(byte[] file)
    {
        var parts = ExportedText.Parts(file);
        var comments = Part(parts["word/comments.xml"]).Elements(W + "comment").ToList();
        var ids = comments.ToDictionary(comment => (string)comment.Elements(W + "p").Last().Attribute(W14 + "paraId")!, Id);
        var threads = Part(parts["word/commentsExtended.xml"]).Elements(W15 + "commentEx").ToDictionary(entry => ids[(string)entry.Attribute(W15 + "paraId")!]);
        var passages = Passages(Part(parts["word/document.xml"]));
        return [.. comments.Select(comment => new Comment(
            Id(comment),
            (string?)threads[Id(comment)].Attribute(W15 + "paraIdParent") is { } parent ? ids[parent] : null,
            (string?)threads[Id(comment)].Attribute(W15 + "done") == "1",
            (string)comment.Attribute(W + "author")!,
            (string)comment.Attribute(W + "date")!,
            [.. comment.Elements(W + "p").Select(p => ((string)p.Element(W + "pPr")!.Element(W + "pStyle")!.Attribute(W + "val")!, Words(p)))],
            passages[Id(comment)]))];
    }

    public static XElement Part(byte[] part) => XDocument.Parse(Encoding.UTF8.GetString(part)).Root!;

    /// <summary>What stands between the two ends of each range that also has a reference: else no word processor shows the comment.</summary>
    private static Dictionary<int, string> Passages(XElement document)
    {
        var (open, closed, referred) = (new Dictionary<int, StringBuilder>(), new Dictionary<int, string>(), new HashSet<int>());
        foreach (var element in document.Descendants())
        {
            switch (element.Name.LocalName)
            {
                case "commentRangeStart":
                    open.Add(Id(element), new());
                    break;
                case "commentRangeEnd":
                    closed.Add(Id(element), open[Id(element)].ToString());
                    open.Remove(Id(element));
                    break;
                case "commentReference":
                    Assert.True(referred.Add(Id(element)));
                    break;
                case "t":
                    foreach (var words in open.Values)
                        words.Append(element.Value);
                    break;
            }
        }

        Assert.Empty(open);
        Assert.Equal(closed.Keys.Order(), referred.Order());
        return closed;
    }

    private static string Words(XElement paragraph) => string.Concat(paragraph.Descendants(W + "t").Select(text => text.Value));

    private static int Id(XElement element) => int.Parse((string)element.Attribute(W + "id")!, CultureInfo.InvariantCulture);
}
