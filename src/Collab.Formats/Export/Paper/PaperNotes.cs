using System.Globalization;
using Collab.Domain.Documents;

namespace Collab.Formats.Export.Paper;

/// <summary>The threads of a place as they are printed, and how much of them is not.</summary>
internal static class PaperNotes
{
    private const int MaxDepth = 3;

    public static void Write(ExportSink sink, PaperEdition edition, IReadOnlyList<ExportThread> threads, string place)
    {
        var (printed, left) = (threads.Where(thread => edition.Threads.ContainsKey(thread.Number)).ToList(), edition.LeftOut(threads));
        if (printed.Count == 0 && left == 0)
            return;
        sink.Line($"<div class=\"apparatus\" role=\"group\" aria-label=\"{Html.Line($"Notes at {place}")}\">");
        foreach (var thread in printed)
            WriteThread(sink, edition, thread);
        if (left > 0)
            sink.Line($"<p class=\"left\">{Phrases.Count(left, "note or reply", "notes and replies")} at {Html.Line(place)} {(left == 1 ? "is" : "are")} not printed.</p>");
        sink.Line("</div>");
    }

    /// <summary>The words of a note, cut where it is long; whole where it is pinned.</summary>
    public static string Words(ExportNote note)
    {
        if (!PaperThread.IsReadable(note))
            return note.Notice is { } notice ? $"<p class=\"notice\"><bdi>{Html.Line(Phrases.Capital(notice))}</bdi></p>" : "";
        return note.Pins.IsEmpty && note.Words!.Length > PaperThread.LongestNote
            ? $"<div class=\"body\" dir=\"auto\" lang=\"\"><p>{Html.Line(Clause.Shorten(note.Words, PaperThread.LongestNote))} <span class=\"quiet\" lang=\"en\">(cut; the whole is note {Number(note.Number)})</span></p></div>"
            : $"<div class=\"body\" dir=\"auto\" lang=\"\">{HtmlNotes.Rendered(note.Annotation.Body!)}</div>";
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteThread(ExportSink sink, PaperEdition edition, ExportThread thread)
    {
        sink.Line(thread.Pin is null ? "<div class=\"thread\">" : "<div class=\"thread pinned\">");
        if (thread.Pin is { } pin)
            sink.Line($"<p class=\"pin\"><span class=\"word\">Pinned</span> {Phrases.PinnedBy(pin, $"<bdi>{Html.Line(pin.By)}</bdi>", HtmlNotes.Time(pin.Pin.At, edition.Document.Zone))}</p>");
        if (thread.At is { } at)
        {
            sink.Line($"<p class=\"head\"><span class=\"number\">{Number(thread.Number)}</span> See note {Number(thread.Number)} at <bdi>{Html.Line(at)}</bdi>.</p>").Line("</div>");
            return;
        }

        var printed = edition.Threads[thread.Number];
        foreach (var note in printed.Replies.Prepend(printed.Note))
            WriteNote(sink, edition.Document, note);
        if (printed.LeftOut > 0)
            sink.Line($"<p class=\"left\">{Phrases.Count(printed.LeftOut, "more reply", "more replies")} to note {Number(thread.Number)}.</p>");
        sink.Line("</div>");
    }

    private static void WriteNote(ExportSink sink, ExportDocument document, ExportNote note)
    {
        sink.Line($"<article class=\"note depth-{Math.Min(note.Depth, MaxDepth)}\" id=\"note-{Number(note.Number)}\">");
        var link = $"<a class=\"number\" href=\"{Html.Text(note.Address.AbsoluteUri)}\" aria-label=\"note {Number(note.Number)}\">{Number(note.Number)}</a>";
        if (note.Annotation.State != Domain.Annotations.AnnotationState.Shown)
        {
            sink.Line($"<p class=\"head\">{link}</p>").Line(Words(note)).Line("</article>");
            return;
        }

        var facts = new List<string> { HtmlNotes.Time(note.Annotation.Created, document.Zone) };
        if (PaperThread.IsQuestion(note))
            facts.Add("open question");
        facts.AddRange(Phrases.Facts(note, document.Zone).Where(fact => fact != Domain.Annotations.Motivations.Questioning || !PaperThread.IsQuestion(note)).Select(Html.Line));
        if (Phrases.ReplyTo(note) is { } reply && note.ReplyToNumber != note.ThreadNumber)
            facts.Add(reply);
        facts.AddRange(Phrases.For(note).Append(Phrases.On(note)).OfType<string>().Select(fact => $"<bdi>{Html.Line(fact)}</bdi>"));
        sink.Line($"<p class=\"head\">{link} <span class=\"author\"><bdi>{Html.Line(note.Author)}</bdi></span> <span class=\"facts\">{string.Join(" · ", facts)}</span></p>");
        foreach (var target in note.Annotation.Targets)
        {
            if (target.Quote is { } quote && !note.Withheld)
                sink.Line($"<blockquote class=\"passage\" dir=\"auto\" lang=\"{Html.Text(EditionPhrases.Language(document, target))}\">{Html.Line(Clause.Shorten(quote.Exact, 160))}</blockquote>");
        }

        sink.Line(Words(note)).Line("</article>");
    }
}
