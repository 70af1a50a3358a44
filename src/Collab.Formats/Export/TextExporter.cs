using System.Text.RegularExpressions;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>Plain text in lines of at most 80 columns. What a person wrote in a note stands behind a bar, so that it cannot pass for another's.</summary>
public sealed partial class TextExporter : IExporter
{
    private const int Width = 80;
    private const int MaxDepth = 8;
    private const int MaxMarks = 32;
    private const string Hanging = "    ";

    public string Format => "text";

    public string ContentType => "text/plain; charset=utf-8";

    public string FileExtension => "txt";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        var sink = new ExportSink(stream, cancellationToken);
        Wrap(sink, "", "", Printable.Line(document.Title));
        sink.Line(new string('=', Width)).Line();
        foreach (var (key, value) in document.Metadata.Entries)
            Wrap(sink, "", Hanging, $"{Printable.Line(Phrases.Capital(key))}: {Printable.Line(value)}");
        if (document.Metadata.Entries.Count > 0)
            sink.Line();
        foreach (var line in SessionPhrases.Of(document))
            Wrap(sink, "", Hanging, Printable.Line(line));
        if (!document.Agenda.IsEmpty || !document.Sessions.IsEmpty)
            sink.Line();
        foreach (var clause in document.Clauses)
        {
            WriteClause(sink, clause.Clause);
            WriteStances(sink, document, clause);
            await WriteThreadsAsync(sink, document, clause.Threads);
        }

        if (document.Whole.Count > 0)
            sink.Line("On the whole document").Line(new string('-', Width)).Line();
        await WriteThreadsAsync(sink, document, document.Whole);
        sink.Line(new string('=', Width));
        foreach (var (label, value) in Phrases.Colophon(document))
            Wrap(sink, "", Hanging, $"{label}: {Printable.Line(value)}");
        await sink.FlushAsync(all: true);
    }

    private static void WriteClause(ExportSink sink, Clause clause)
    {
        var label = Phrases.Label(clause);
        var paragraphs = Printable.Text(clause.Text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (clause.Kind == ClauseKind.Heading || paragraphs.Length == 0)
        {
            var heading = $"{label} {Printable.Line(clause.Text)}".Trim();
            Wrap(sink, "", "", heading);
            sink.Line(new string('-', Math.Min(Width, Columns.Count(heading)))).Line();
            return;
        }

        var first = label.Length == 0 ? "" : label.Length < Hanging.Length ? label.PadRight(Hanging.Length) : label + " ";
        for (var i = 0; i < paragraphs.Length; i++)
        {
            var hanging = label.Length == 0 ? "" : Hanging;
            Wrap(sink, i == 0 ? first : hanging, hanging, paragraphs[i]);
            sink.Line();
        }
    }

    // Behind a bar from the second on: what a person gave as a reason.
    private static void WriteStances(ExportSink sink, ExportDocument document, ExportClause clause)
    {
        var lines = StancePhrases.Of(document, clause).ToList();
        for (var i = 0; i < lines.Count; i++)
            Wrap(sink, Hanging + (i == 0 ? "" : "| "), Hanging + (i == 0 ? Hanging : "|   "), Printable.Line(lines[i]));
        if (lines.Count > 0)
            sink.Line();
    }

    private static async Task WriteThreadsAsync(ExportSink sink, ExportDocument document, IReadOnlyList<ExportThread> threads)
    {
        await sink.FlushAsync();
        foreach (var thread in threads)
        {
            if (thread.Pin is { } pin)
                Wrap(sink, Hanging, Hanging + Hanging, $"PINNED {Phrases.PinnedBy(pin, Printable.Line(pin.By), ExportTime.Long(pin.Pin.At, document.Zone))}");
            if (thread.At is { } at)
                Wrap(sink, Hanging, Hanging + Hanging, $"[{thread.Number}] see {Printable.Line(at)}").Line();
            foreach (var note in thread.Notes)
            {
                WriteNote(sink, document, note);
                await sink.FlushAsync();
            }
        }
    }

    private static void WriteNote(ExportSink sink, ExportDocument document, ExportNote note)
    {
        var indent = Hanging + new string(' ', 3 * Math.Min(note.Depth, MaxDepth));
        var inner = indent + "  ";
        var facts = Phrases.Facts(note, document.Zone).Prepend(ExportTime.Long(note.Annotation.Created, document.Zone)).Prepend(Printable.Line(note.Author)).ToList();
        if (Phrases.ReplyTo(note) is { } reply)
            facts.Add(reply);
        if (Phrases.On(note) is { } on)
            facts.Add(Printable.Line(on));
        facts.AddRange(Phrases.For(note).Concat(Phrases.Between(note)).Select(Printable.Line));
        Wrap(sink, indent, inner, $"[{note.Number}] {string.Join("; ", facts)}");
        foreach (var target in note.Annotation.Targets)
        {
            if (target.Quote is { } quote)
                Wrap(sink, inner, inner, $"“{Printable.Line(quote.Exact)}”{(EditionPhrases.Of(document, target) is { } edition ? $" {Printable.Line(edition)}" : "")}");
        }

        if (note.Notice is { } notice)
            Wrap(sink, inner, inner, $"({Printable.Line(notice)})");
        if (note.Words is { } words)
            WriteWords(sink, inner, words);

        if (note.Annotation.Tags.Length > 0)
            Wrap(sink, inner, inner, $"Tags: {string.Join(", ", note.Annotation.Tags.Select(Printable.Line))}");
        if (note.Reactions.Length > 0)
            Wrap(sink, inner, inner, $"Reactions: {Phrases.Reactions(note)}");
        foreach (var wording in Phrases.FormerWordings(note))
        {
            Wrap(sink, inner, inner, $"Wording of {ExportTime.Long(wording.At, document.Zone)}:");
            WriteWords(sink, inner, Phrases.Plain(wording.Body!));
        }

        sink.Line($"{inner}{note.Address.AbsoluteUri}").Line();
    }

    private static void WriteWords(ExportSink sink, string indent, string words)
    {
        foreach (var line in words.Split('\n'))
            Wrap(sink, indent + "| ", indent + "| " + Continuation(line), line);
    }

    /// <summary>How the marks of quotes and lists at the beginning of a line go on in the next: <c>&gt;</c> stays, a list's mark is a space.</summary>
    private static string Continuation(string line) =>
        new([.. Marks().Match(line) is var marks && marks.Length <= MaxMarks ? marks.Value.Select(c => c == '>' ? '>' : ' ') : ""]);

    [GeneratedRegex(@"^(?:> |- |[0-9]+\. | )*", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    private static ExportSink Wrap(ExportSink sink, string first, string next, string text)
    {
        foreach (var line in Columns.Wrap(text, first, next, Width))
            sink.Line(line);
        return sink;
    }
}
