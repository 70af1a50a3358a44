using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>
/// A document to be read and edited as Markdown: the text, after each point its notes as a list, replies as lists in it. The body
/// of a note is a quotation, so that nothing in it reaches what is around it; the passage is one within it.
/// </summary>
public sealed class MarkdownExporter : IExporter
{
    /// <summary>Deeper replies stand at this depth: parsers give up where lists nest too deep.</summary>
    private const int MaxDepth = 8;

    public string Format => "markdown";

    public string ContentType => "text/markdown; charset=utf-8";

    public string FileExtension => "md";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        var sink = new ExportSink(stream, cancellationToken);
        sink.Line($"# {MarkdownSource.EscapeLine(document.Title)}").Line();
        foreach (var (key, value) in document.Metadata.Entries)
            sink.Line($"- **{MarkdownSource.EscapeLine(Phrases.Capital(key))}:** {MarkdownSource.EscapeLine(value)}");
        if (document.Metadata.Entries.Count > 0)
            sink.Line();
        foreach (var line in SessionPhrases.Of(document))
            sink.Line($"- {MarkdownSource.EscapeLine(line)}");
        if (!document.Agenda.IsEmpty || !document.Sessions.IsEmpty)
            sink.Line();
        foreach (var clause in document.Clauses)
        {
            WriteClause(sink, clause.Clause);
            foreach (var line in StancePhrases.Of(document, clause))
                sink.Line(MarkdownSource.EscapeLine(line)).Line();
            await WriteThreadsAsync(sink, document, $"Notes at {MarkdownSource.EscapeLine(clause.Clause.Name)}", clause.Threads);
        }

        await WriteThreadsAsync(sink, document, "Notes on the whole document", document.Whole);
        sink.Line("---").Line();
        foreach (var (label, value) in Phrases.Colophon(document))
            sink.Line($"- **{label}:** {(label == "Address" ? $"<{value}>" : MarkdownSource.EscapeLine(value))}");
        await sink.FlushAsync(all: true);
    }

    private static void WriteClause(ExportSink sink, Clause clause)
    {
        var label = MarkdownSource.EscapeLine(Phrases.Label(clause));
        if (clause.Kind == ClauseKind.Heading)
            sink.Line($"{new string('#', Math.Min(clause.Level + 2, 4))} {$"{label} {MarkdownSource.EscapeLine(clause.Text)}".Trim()}").Line();
        else
            sink.Line(label.Length > 0 ? $"**{label}** {MarkdownSource.Escape(clause.Text)}" : MarkdownSource.Escape(clause.Text)).Line();
    }

    private static async Task WriteThreadsAsync(ExportSink sink, ExportDocument document, string heading, IReadOnlyList<ExportThread> threads)
    {
        await sink.FlushAsync();
        if (threads.Count == 0)
            return;
        sink.Line($"##### {heading}").Line();
        foreach (var thread in threads)
        {
            if (thread.At is { } at)
                sink.Line($"- {(thread.Pin is { } pin ? $"{Pinned(pin, document)} · " : "")}Note {thread.Number}: see {MarkdownSource.EscapeLine(at)}").Line();
            foreach (var note in thread.Notes)
            {
                WriteNote(sink, document, thread, note);
                await sink.FlushAsync();
            }
        }
    }

    private static void WriteNote(ExportSink sink, ExportDocument document, ExportThread thread, ExportNote note)
    {
        var indent = new string(' ', 2 * Math.Min(note.Depth, MaxDepth));
        var head = new List<string>();
        if (note.Depth == 0 && thread.Pin is { } pin)
            head.Add(Pinned(pin, document));
        head.Add($"**[{note.Number}](<{note.Address.AbsoluteUri}>)**");
        head.Add(MarkdownSource.EscapeLine(note.Author));
        head.Add(ExportTime.Long(note.Annotation.Created, document.Zone));
        if (Phrases.ReplyTo(note) is { } reply)
            head.Add(reply);
        if (Phrases.On(note) is { } on)
            head.Add(MarkdownSource.EscapeLine(on));
        head.AddRange(Phrases.For(note).Concat(Phrases.Between(note)).Select(MarkdownSource.EscapeLine));
        head.AddRange(Phrases.Facts(note, document.Zone));
        if (note.Notice is { } notice)
            head.Add($"*{MarkdownSource.EscapeLine(notice)}*");
        sink.Line($"{indent}- {string.Join(" · ", head)}").Line();
        WriteQuotation(sink, indent, Body(document, note));
        if (note.Annotation.Tags.Length > 0)
            sink.Line($"{indent}  Tags: {string.Join(", ", note.Annotation.Tags.Select(MarkdownSource.EscapeLine))}").Line();
        if (note.Reactions.Length > 0)
            sink.Line($"{indent}  Reactions: {MarkdownSource.EscapeLine(Phrases.Reactions(note))}").Line();
        foreach (var wording in Phrases.FormerWordings(note))
        {
            sink.Line($"{indent}  Wording of {ExportTime.Long(wording.At, document.Zone)}:").Line();
            WriteQuotation(sink, indent, MarkdownSource.Contain(wording.Body!.Text));
        }
    }

    private static string Pinned(ExportPin pin, ExportDocument document) =>
        $"**Pinned** {Phrases.PinnedBy(pin, MarkdownSource.EscapeLine(pin.By), ExportTime.Long(pin.Pin.At, document.Zone))}";

    private static void WriteQuotation(ExportSink sink, string indent, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            sink.Line($"{indent}  >{(line.Length > 0 ? " " : "")}{line}");
            any = true;
        }

        if (any)
            sink.Line();
    }

    private static IEnumerable<string> Body(ExportDocument document, ExportNote note)
    {
        foreach (var target in note.Annotation.Targets)
        {
            if (target.Quote is not { } quote)
                continue;
            yield return $"> “{MarkdownSource.EscapeLine(quote.Exact)}”{(EditionPhrases.Of(document, target) is { } edition ? $" {MarkdownSource.EscapeLine(edition)}" : "")}";
            yield return "";
        }

        if (note.Annotation.Body is not { } body)
            yield break;
        foreach (var line in MarkdownSource.Contain(body.Text))
            yield return line;
    }
}
