using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>The apparatus of the edition: the threads at a place, pinned ones set off with who pinned them and how they read before.</summary>
internal static class HtmlNotes
{
    /// <summary>Replies are not indented further than this.</summary>
    private const int MaxDepth = 6;

    public static async Task WriteAsync(ExportSink sink, ExportDocument document, IReadOnlyList<ExportThread> threads, string name)
    {
        await sink.FlushAsync();
        if (threads.Count == 0)
            return;
        sink.Line($"<div class=\"apparatus\" role=\"group\" aria-label=\"{Html.Line(name)}\">");
        foreach (var thread in threads)
        {
            sink.Line(thread.Pin is null ? "<div class=\"thread\">" : "<div class=\"thread pinned\">");
            if (thread.Pin is { } pin)
                sink.Line($"<p class=\"pin\"><span class=\"word\">Pinned</span> {Phrases.PinnedBy(pin, $"<bdi>{Html.Line(pin.By)}</bdi>", Time(pin.Pin.At, document.Zone))}</p>");
            if (thread.At is { } at)
                sink.Line($"<p class=\"see\"><span class=\"number\">{thread.Number}</span> See <a href=\"#note-{thread.Number}\">note {thread.Number} at <bdi>{Html.Line(at)}</bdi></a>.</p>");
            foreach (var note in thread.Notes)
            {
                WriteNote(sink, document, note);
                await sink.FlushAsync();
            }

            sink.Line("</div>");
            await sink.FlushAsync();
        }

        sink.Line("</div>");
    }

    private static void WriteNote(ExportSink sink, ExportDocument document, ExportNote note)
    {
        var annotation = note.Annotation;
        sink.Line($"<article class=\"note depth-{Math.Min(note.Depth, MaxDepth)}\" id=\"note-{note.Number}\">");
        var facts = Phrases.Facts(note, document.Zone).Select(Html.Line).Prepend(Time(annotation.Created, document.Zone)).ToList();
        if (Phrases.ReplyTo(note) is { } reply)
            facts.Add(note.ReplyToNumber is { } parent && note.Depth > 0 ? $"<a href=\"#note-{parent}\">{reply}</a>" : reply);
        if (Phrases.On(note) is { } on)
            facts.Add($"<bdi>{Html.Line(on)}</bdi>");
        facts.AddRange(Phrases.For(note).Concat(Phrases.Between(note)).Select(line => $"<bdi>{Html.Line(line)}</bdi>"));
        sink.Line($"<p class=\"head\"><a class=\"number\" href=\"{Html.Text(note.Address.AbsoluteUri)}\" aria-label=\"note {note.Number}\">{note.Number}</a> "
            + $"<span class=\"author\"><bdi>{Html.Line(note.Author)}</bdi></span> <span class=\"facts\">{string.Join(" · ", facts)}</span></p>");
        foreach (var target in annotation.Targets)
        {
            if (target.Quote is { } quote)
            {
                sink.Line($"<blockquote class=\"passage\" dir=\"auto\" lang=\"{Html.Text(EditionPhrases.Language(document, target))}\">{Html.Line(quote.Exact)}</blockquote>");
                if (EditionPhrases.Of(document, target) is { } edition)
                    sink.Line($"<p class=\"facts\"><bdi>{Html.Line(edition)}</bdi></p>");
            }
        }

        if (note.Notice is { } notice)
            sink.Line($"<p class=\"notice\"><bdi>{Html.Line(Phrases.Capital(notice))}</bdi></p>");
        if (annotation.Body is { } body)
            sink.Line($"<div class=\"body\" dir=\"auto\" lang=\"\">{Rendered(body)}</div>");
        if (annotation.Tags.Length > 0)
            sink.Line($"<p class=\"tags\">Tags: {string.Join(", ", annotation.Tags.Select(tag => $"<bdi lang=\"\">{Html.Line(tag)}</bdi>"))}</p>");
        if (note.Reactions.Length > 0)
            sink.Line($"<p class=\"tags\">Reactions: {Html.Text(Phrases.Reactions(note))}</p>");
        foreach (var wording in Phrases.FormerWordings(note))
            sink.Line($"<div class=\"former\"><p>Wording of {Time(wording.At, document.Zone)}</p><div class=\"body\" dir=\"auto\" lang=\"\">{Rendered(wording.Body!)}</div></div>");
        sink.Line("</article>");
    }

    public static string Time(DateTimeOffset at, TimeZoneInfo zone) => $"<time datetime=\"{ExportTime.Iso(at, zone)}\">{ExportTime.Long(at, zone)}</time>";

    // A body that was stored before a limit was tightened must not stop the export of all others.
    public static string Rendered(Body body)
    {
        try
        {
            return MarkdownRenderer.ToHtml(body.Text);
        }
        catch (RefusalException)
        {
            return $"<p>{Html.Text(Printable.Text(body.Text))}</p>";
        }
    }
}
