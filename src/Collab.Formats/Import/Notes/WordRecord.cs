using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Domain.Importing;
using Collab.Formats.Export.Word;
using Collab.Formats.Import.Office;

namespace Collab.Formats.Import.Notes;

/// <summary>What a Word document says of itself that Collab wrote: which document’s discussion its comments are, and which note each is.</summary>
/// <param name="Document">The id in its address.</param>
internal sealed partial record WordRecord(string Document, string Epoch)
{
    private readonly HashSet<int> given = [];

    /// <returns>Null where the file is not one of Collab’s.</returns>
    public static WordRecord? Of(IEnumerable<XElement> comments)
    {
        foreach (var comment in comments.Where(IsByRecord))
        {
            var lines = Paragraphs(comment).Select(Words).ToList();
            if (lines.Select(line => Address().Match(line)).FirstOrDefault(match => match.Success) is { } address && lines.Select(line => Moment().Match(line)).FirstOrDefault(match => match.Success) is { } moment)
                return new(address.Groups["document"].Value, moment.Groups["epoch"].Value);
        }

        return null;
    }

    /// <summary>Whether it says something of the text or the discussion, and is nobody’s note.</summary>
    /// <remarks>Somebody may be called that: what they wrote ends with what is said of a note.</remarks>
    public static bool IsByRecord(XElement comment) => WordNames.Value(comment, "author") == WordMargin.Record && !(Paragraphs(comment).LastOrDefault() is { } last && StyleOf(last) == WordMargin.Facts);

    /// <summary>What the author of the note wrote, without the lines that say something of it.</summary>
    public static string WroteIn(XElement comment) => string.Join('\n', Paragraphs(comment).Where(paragraph => StyleOf(paragraph) == WordMargin.Words).Select(Words));

    /// <summary>What the note that the comment is is called in all files; null where it was written in Word, or another is that note already.</summary>
    public string? SourceOf(XElement comment) =>
        Paragraphs(comment).LastOrDefault() is { } last && StyleOf(last) == WordMargin.Facts
        && Number().Match(Words(last)) is { Success: true } match && int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is var number && given.Add(number)
            ? SourceName.OfNumber(Document, Epoch, number)
            : null;

    private static string? StyleOf(XElement paragraph) => WordNames.Value(WordNames.Child(WordNames.Child(paragraph, "pPr"), "pStyle"));

    private static IEnumerable<XElement> Paragraphs(XElement comment) => comment.Elements().Where(element => WordNames.Of(element) == "p");

    private static string Words(XElement paragraph) => string.Concat(paragraph.Descendants().Select(CommentRanges.WordsOf)).Trim();

    [GeneratedRegex(@"^Note N has the address \S+/rooms/(?<document>[^/\s]+)/notes/N for ever\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex(@"^As of: event [0-9]+ of epoch (?<epoch>[^\s,]+),", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^note (?<number>[1-9][0-9]{0,8})(;|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
