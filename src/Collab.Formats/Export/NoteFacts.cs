using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>What is said of a note, in lines of plain text: for formats whose notes are paragraphs with no place of their own for it. To be escaped as the format does.</summary>
internal static class NoteFacts
{
    /// <summary>"Pinned to point 3 by Vera Lind, 23 November 2026, 08:30 UTC, in place of note 4".</summary>
    public static IEnumerable<string> Pinned(ExportDocument document, ExportNote note) =>
        note.Pins.Select(pin => $"Pinned to {Printable.Line(pin.ClauseName)} {Phrases.PinnedBy(pin, Printable.Line(pin.By), ExportTime.Long(pin.Pin.At, document.Zone))}");

    /// <summary>The passages that are quoted, each with its edition where that is not the first.</summary>
    public static IEnumerable<string> Quoted(ExportDocument document, ExportNote note)
    {
        foreach (var target in note.Annotation.Targets)
        {
            if (target.Quote is { } quote)
                yield return $"“{Printable.Line(quote.Exact)}”{(EditionPhrases.Of(document, target) is { } edition ? $" {Printable.Line(edition)}" : "")}";
        }
    }

    /// <summary>Edits, state, what it answers, whose words it has: "edited 23 November 2026, 08:50 UTC", "resolved".</summary>
    public static IEnumerable<string> About(ExportDocument document, ExportNote note)
    {
        foreach (var fact in Phrases.Facts(note, document.Zone))
            yield return fact;
        if (Phrases.ReplyTo(note) is { } reply)
            yield return reply;
        if (Phrases.On(note) is { } on)
            yield return Printable.Line(on);
        foreach (var fact in Phrases.For(note).Concat(Phrases.Between(note)))
            yield return Printable.Line(fact);
        if (note.Annotation.Tags.Length > 0)
            yield return $"tags: {string.Join(", ", note.Annotation.Tags.Select(Printable.Line))}";
        if (note.Reactions.Length > 0)
            yield return $"reactions: {Phrases.Reactions(note)}";
    }
}
