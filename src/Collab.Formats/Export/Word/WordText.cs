using System.Text;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export.Word;

/// <summary>The main part of the Word document: the text alone, with the ranges that comments are about.</summary>
internal static class WordText
{
    private const int MaxHeading = 6;

    /// <summary>How far a nested clause is set in, in twentieths of a point.</summary>
    private const int Indent = 425;

    public static async Task WriteAsync(ExportSink sink, ExportDocument document, IEnumerable<WordPlace> places)
    {
        sink.Line(Xml.Declaration).Line($"<w:document {WordParts.Namespaces}>").Line("<w:body>");
        foreach (var place in places)
        {
            sink.Add("<w:p>").Add(place.Clause is { } clause ? Properties(clause.Clause) : Properties("Title", place.Text));
            var rightToLeft = Direction.IsRightToLeft(place.Text);
            if (place.Clause is { } labelled && Phrases.Label(labelled.Clause) is { Length: > 0 } label)
                sink.Add($"<w:r>{(rightToLeft ? "<w:rPr><w:b/><w:rtl/></w:rPr>" : "<w:rPr><w:b/></w:rPr>")}<w:t>{Xml.Line(label)}</w:t><w:tab/></w:r>");
            await WriteWordsAsync(sink, place, rightToLeft);
            sink.Line("</w:p>");
            foreach (var (key, value) in place.Clause is null ? document.Metadata.Entries : [])
            {
                var line = $"{Printable.Line(Phrases.Capital(key))}: {Printable.Line(value)}";
                sink.Line($"<w:p>{Properties("Metadata", line)}{Run(line, Direction.IsRightToLeft(line))}</w:p>");
            }

            await sink.FlushAsync();
        }

        sink.Line("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/></w:sectPr>").Line("</w:body>").Line("</w:document>");
        await sink.FlushAsync(all: true);
    }

    public static string Properties(string style, string text) => $"<w:pPr><w:pStyle w:val=\"{style}\"/>{(Direction.IsRightToLeft(text) ? "<w:bidi/>" : "")}</w:pPr>";

    /// <summary>Words in one run, with line ends and tabs as Word has them.</summary>
    public static string Run(string text, bool rightToLeft)
    {
        var run = new StringBuilder("<w:r>");
        if (rightToLeft)
            run.Append("<w:rPr><w:rtl/></w:rPr>");
        var lines = Printable.Text(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            run.Append(i > 0 ? "<w:br/>" : "");
            var pieces = lines[i].Split('\t');
            for (var piece = 0; piece < pieces.Length; piece++)
                run.Append(piece > 0 ? "<w:tab/>" : "").Append(pieces[piece].Length > 0 ? $"<w:t xml:space=\"preserve\">{Xml.Text(pieces[piece])}</w:t>" : "");
        }

        return run.Append("</w:r>").ToString();
    }

    private static string Properties(Clause clause)
    {
        var style = clause.Kind == ClauseKind.Heading ? $"Heading{Math.Min(clause.Level + 2, MaxHeading)}" : "Clause";
        var indent = clause.Kind == ClauseKind.Heading || clause.Level == 0 ? "" : $"<w:ind w:left=\"{Indent * (Math.Min(clause.Level, MaxHeading) + 1)}\"/>";
        return $"<w:pPr><w:pStyle w:val=\"{style}\"/>{(Direction.IsRightToLeft(clause.Text) ? "<w:bidi/>" : "")}{indent}</w:pPr>";
    }

    private static async Task WriteWordsAsync(ExportSink sink, WordPlace place, bool rightToLeft)
    {
        var from = 0;
        foreach (var mark in Marks(place.Comments))
        {
            if (mark.At > from)
                sink.Add(Run(place.Text[from..mark.At], rightToLeft));
            from = mark.At;
            sink.Add(mark.Begins ? $"<w:commentRangeStart w:id=\"{mark.Id}\"/>"
                : $"<w:commentRangeEnd w:id=\"{mark.Id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{mark.Id}\"/></w:r>");
            await sink.FlushAsync();
        }

        if (from < place.Text.Length)
            sink.Add(Run(place.Text[from..], rightToLeft));
    }

    /// <summary>Beginnings and ends of ranges by where they stand: ends first, and of several the comment that comes first. An empty range begins and ends where others begin.</summary>
    private static IEnumerable<Mark> Marks(IEnumerable<WordComment> comments)
    {
        var marks = new List<Mark>();
        foreach (var (order, comment) in comments.Index())
        {
            marks.Add(new(comment.Start, comment.Start == comment.End ? 1 : 2, order, comment.Id, Begins: true));
            marks.Add(new(comment.End, comment.Start == comment.End ? 1 : 0, order, comment.Id, Begins: false));
        }

        return marks.OrderBy(mark => mark.At).ThenBy(mark => mark.Turn).ThenBy(mark => mark.Order).ThenByDescending(mark => mark.Begins);
    }

    private readonly record struct Mark(int At, int Turn, int Order, int Id, bool Begins);
}
